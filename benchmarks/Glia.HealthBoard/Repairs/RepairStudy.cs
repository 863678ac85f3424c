using Glia.Health;
using Glia.Health.Treatments;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.HealthBoard.Repairs;

/// <summary>
/// Failing runs of faulty cases, mended in four ways: Glia's treatments; training on unchanged; a new start with He weights and a tenth of
/// the rate; random search with as many trials as healing made. Every trial has the steps of the first training.
/// </summary>
internal sealed class RepairStudy(Tasks tasks, string path, string commit, int parallel)
{
    private const string Ours = "glia";
    private const double RepairedWithin = 0.02;

    public void Run(IReadOnlyList<CaseFamily> families, BoardFile board, string? only, int first, int seeds, bool again)
    {
        RepairFile file = File.Exists(path) ? BoardFile.Read<RepairFile>(path) : new RepairFile();
        foreach (BoardCase entry in families.SelectMany(family => family.Cases).Where(entry => entry.Twin is not null && !entry.UnitsOnly))
        {
            bool wanted = only is null || entry.Id.StartsWith(only, StringComparison.OrdinalIgnoreCase);
            bool ready = board.Cases.TryGetValue(entry.Id, out CaseResult? judged) && judged.Tally.Fails > 0;
            if (!wanted || !ready || tasks.Missing(entry.Setup.Data) is not null || entry.Setup.PoisonStep > 0 || (!again && file.Cases.TryGetValue(entry.Id, out RepairTally? done) && done.Runs == seeds && done.First == first))
            {
                continue;
            }

            file.Cases[entry.Id] = Play(entry, judged!.Reference, first, seeds);
            BoardFile.Write(path, file);
            RepairTally tally = file.Cases[entry.Id];
            Console.WriteLine($"{entry.Id}: {tally.Fails} fail; {string.Join(", ", tally.Methods.Select(m => Invariant($"{m.Key} {m.Value.Repaired} repaired {m.Value.Worse} worse {m.Value.Score:0.000}")))}; kept {string.Join(", ", tally.Kept.Select(k => $"{k.Key} {k.Value}"))}");
        }
    }

    private RepairTally Play(BoardCase entry, double reference, int first, int seeds)
    {
        LearningTask task = tasks.Get(entry.Setup.Data);
        Mended?[] runs = new Mended?[seeds];
        double[] twins = new double[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i => twins[i] = Twin(entry.Twin!, (ulong)(first + i)));
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i => runs[i] = One(entry.Setup, task, (ulong)(first + i), reference));
        return Count([.. runs.OfType<Mended>()], seeds, Counting.Median(twins)) with { Commit = commit, First = first };
    }

    /// <summary>The score of a healthy twin on the rows that judge: half of the rows are easier or harder than all of them, by more than the two points that count here.</summary>
    private double Twin(Setup setup, ulong seed)
    {
        LearningTask task = tasks.Get(setup.Data);
        Network network = Start.Network(setup, task, seed);
        new Trainer(network, CaseRun.Loss(setup, task), CaseRun.Options(setup, seed)).Fit(task.Train);
        return Score.Of(network, Halves.Of(task).Judge, task.IsRegression, Sigmoid(setup) && task.Outputs == 1);
    }

    /// <summary>Counts what each way of mending came to on the same failing runs.</summary>
    public static RepairTally Count(Mended[] failing, int seeds, double reference)
    {
        RepairTally tally = new() { Runs = seeds, Fails = failing.Length, Reference = reference, Trials = Counting.Median(failing.Select(run => (double)run.Trials)) };
        foreach (string method in failing.SelectMany(run => run.Scores.Keys).Distinct())
        {
            bool Mends(Mended run, string by) => run.Scores[by] >= reference - RepairedWithin;
            tally.Methods[method] = new MethodTally
            {
                Repaired = failing.Count(run => Mends(run, method)),
                OnlyThis = failing.Count(run => Mends(run, method) && !Mends(run, Ours)),
                OnlyGlia = failing.Count(run => !Mends(run, method) && Mends(run, Ours)),
                Worse = failing.Count(run => run.Scores[method] < run.Before),
                Score = Math.Round(Counting.Median(failing.Select(run => run.Scores[method])), 4),
            };
        }

        foreach (Mended run in failing)
        {
            tally.Kept[run.Kept] = tally.Kept.GetValueOrDefault(run.Kept) + 1;
        }

        return tally;
    }

    /// <summary>Trains as the case says; null where that does not fail.</summary>
    private static Mended? One(Setup setup, LearningTask task, ulong seed, double reference)
    {
        (TrainingSet choose, TrainingSet judge) = Halves.Of(task);
        Network network = Start.Network(setup, task, seed);
        Loss loss = CaseRun.Loss(setup, task);
        TrainingOptions options = CaseRun.Options(setup, seed);
        HealthMonitor monitor = new();
        new Trainer(network, loss, options, monitor).Fit(task.Train);
        if (Judge(network, setup) is var before && !Counting.Fails(Score.Of(network, task, Sigmoid(setup)), reference))
        {
            return null;
        }

        Patient patient = new(network, options, loss, task.Train, choose, monitor.Report(network, choose.X, choose.Rows));
        HealResult healed = new Healer(new HealOptions { Seconds = double.MaxValue, Parallel = 1 }).Heal(patient);
        int trials = 1 + healed.Trials.Count(trial => trial.Outcome != TrialOutcome.NotTried);

        Network trainedOn = Start.Network(setup, task, seed);
        network.Values.CopyTo(trainedOn.Values);
        network.StateValues.CopyTo(trainedOn.StateValues);
        new Trainer(trainedOn, loss, options with { KeepBest = true }).Fit(task.Train, choose);
        Setup fresh = setup with { Init = "he_normal", Start = null, Rate = setup.Rate / 10 };
        return new Mended(
            before,
            new Dictionary<string, double>
            {
                [Ours] = Judge(healed.Network, setup),
                ["trained on"] = Judge(trainedOn, setup),
                ["new start"] = Judge(Fit(fresh, seed + 1000).Network, fresh),
                ["random search"] = Searched(),
            },
            healed.Kept?.Name ?? "none",
            trials);

        double Judge(Network of, Setup by) => Score.Of(of, judge, task.IsRegression, Sigmoid(by));

        (Network Network, double Loss) Fit(Setup by, ulong start)
        {
            Network made = Start.Network(by, task, start);
            TrainingResult result = new Trainer(made, CaseRun.Loss(by, task), CaseRun.Options(by, start) with { KeepBest = true }).Fit(task.Train, choose);
            return (made, result.History.Count == 0 ? double.PositiveInfinity : result.History.Min(epoch => epoch.ValidationLoss!.Value));
        }

        double Searched()
        {
            RandomStream random = new RandomStream(seed).Split("search");
            (Setup By, Network Network, double Loss)[] drawn = [.. Enumerable.Range(1, trials).Select(trial =>
            {
                Setup by = RandomSearch.Draw(setup, random.Split((ulong)trial));
                (Network made, double reached) = Fit(by, seed + (ulong)(trial * 1000));
                return (by, made, reached);
            })];
            (Setup chosen, Network best, _) = drawn.MinBy(each => each.Loss);
            return Judge(best, chosen);
        }
    }

    private static bool Sigmoid(Setup setup) => setup.Output == "sigmoid";
}
