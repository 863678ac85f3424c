using Glia.Health;
using Glia.Health.Causes;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Networks;

namespace Glia.HealthBoard.Explained;

/// <summary>Failing runs of faulty cases with a finding, explained by experiment as <c>glia train --explain</c> does, and judged by the causes that the case file accepts.</summary>
internal sealed class CauseStudy(Tasks tasks, string path, string commit, int parallel)
{
    /// <summary>Budgets end by steps, not by seconds, so that the machine does not decide.</summary>
    private const double NoDeadline = 1e7;

    public void Run(IReadOnlyList<CaseFamily> families, BoardFile board, string? only, int first, int seeds, bool again)
    {
        CauseFile file = File.Exists(path) ? BoardFile.Read<CauseFile>(path) : new CauseFile();
        foreach ((CaseFamily family, BoardCase entry) in families.SelectMany(family => family.Cases.Select(entry => (family, entry))).Where(pair => pair.entry.Twin is not null && !pair.entry.UnitsOnly))
        {
            bool wanted = only is null || entry.Id.StartsWith(only, StringComparison.OrdinalIgnoreCase) || string.Equals(family.Family, only, StringComparison.OrdinalIgnoreCase);
            bool ready = board.Cases.TryGetValue(entry.Id, out CaseResult? judged) && judged.Tally.Fails > 0;
            bool done = file.Cases.TryGetValue(entry.Id, out CauseTally? known) && known.Runs == seeds && known.First == first;
            if (wanted && ready && tasks.Missing(entry.Setup.Data) is null && (again || !done))
            {
                file.Cases[entry.Id] = Play(entry, judged!.Reference, first, seeds);
                BoardFile.Write(path, file);
                Console.WriteLine(Line(entry.Id, file.Cases[entry.Id]));
            }
        }
    }

    private CauseTally Play(BoardCase entry, double reference, int first, int seeds)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        LearningTask task = tasks.Get(entry.Setup.Data);
        NamedCause?[] runs = new NamedCause?[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i => runs[i] = One(entry.Setup, task, (ulong)(first + i), reference));
        return Count(entry, runs, first) with { Commit = commit, Seconds = Math.Round((Environment.CpuUsage.TotalTime - started).TotalSeconds, 1) };
    }

    /// <summary>Counts answers; null stands for a run that learned, or had no finding.</summary>
    public static CauseTally Count(BoardCase entry, IReadOnlyList<NamedCause?> runs, int first)
    {
        CauseTally tally = new() { First = first, Runs = runs.Count, Chained = entry.Chain.Count > 0 ? 0 : null };
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i] is not { } cause)
            {
                continue;
            }

            bool right = entry.Causes.Contains(cause.Word);
            string factor = cause.Factor ?? "none";
            tally.Explained++;
            tally.Named += cause.Factor is null ? 0 : 1;
            tally.Right += right ? 1 : 0;
            tally.Chained += cause.Has(entry.Chain) ? 1 : 0;
            tally.Factors[factor] = tally.Factors.GetValueOrDefault(factor) + 1;
            foreach (string name in cause.Chain.Select(link => link.Event).Distinct())
            {
                tally.Events[name] = tally.Events.GetValueOrDefault(name) + 1;
            }

            if (!right)
            {
                tally.Wrong.Add(Invariant($"seed {first + i}, {cause.Problem}: {factor}. {cause.Said}"));
            }
        }

        return tally;
    }

    private static NamedCause? One(Setup setup, LearningTask task, ulong seed, double reference)
    {
        Network network = Start.Network(setup, task, seed);
        TrainingOptions options = CaseRun.Options(setup, seed);
        HealthMonitor monitor = new();
        TrainingSet train = setup.PoisonStep > 0 ? Poison.Strike(task, options, setup.PoisonStep) : task.Train;
        new Trainer(network, CaseRun.Loss(setup, task), options, monitor).Fit(train);
        HealthReport report = monitor.Report(network, task.Held.X, task.Held.Rows);
        bool fails = Counting.Fails(Score.Of(network, task, setup.Output is not null && task.Outputs == 1), reference);
        return fails && report.Findings.Count > 0
            ? NamedCause.Of(new CauseFinder(monitor, new CauseOptions { Seconds = NoDeadline, Parallel = 1 }).Explain(report))
            : null;
    }

    private static string Line(string id, CauseTally tally)
    {
        string chain = tally.Chained is { } whole ? Invariant($", {whole} with the whole chain") : "";
        return Invariant($"{id}: {tally.Explained} of {tally.Runs} explained, {tally.Named} named, {tally.Right} right{chain}; {string.Join(", ", tally.Factors.Select(f => $"{f.Key} {f.Value}"))}; {tally.Seconds} s of processor");
    }
}
