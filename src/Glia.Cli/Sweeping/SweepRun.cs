using Glia.Cli.Comparing;
using Glia.Tabular;

namespace Glia.Cli.Sweeping;

/// <summary>Makes the trainings of a sweep that are not done yet: trials by the method, seeds of each, side by side.</summary>
internal sealed class SweepRun(SweepSpace space, Shard shard, SweepStore store, int jobs, Action<int> done, CancellationToken cancel)
{
    /// <summary>What the best are of a rung: a third, with three times the epochs (Li et al., Hyperband, JMLR 18, 2018).</summary>
    private const int Eta = 3;

    private readonly Sampler _sampler = new(space);
    private readonly Table _table = Table.Read(space.Plan.Data!, space.Plan.Fit.ReadOptions(space.Plan.Table) with { Cancel = cancel });
    private int _done;

    /// <summary>What is made best.</summary>
    public static string Metric(SweepSpace space, TrialFit any) => space.Options.Metric ?? FitScore.DefaultMetric(any.Fit.Validation);

    /// <summary>The mean of a trial's seeds, turned so that smaller is better; what is not finite is worst.</summary>
    public static double Loss(string metric, IReadOnlyList<TrialFit> fits)
    {
        double mean = fits.Average(each => each.Fit.Validation.GetValueOrDefault(metric, double.NaN));
        return !double.IsFinite(mean) ? double.PositiveInfinity : FitScore.IsBetterSmaller(metric) ? mean : -mean;
    }

    public void Run()
    {
        IReadOnlyList<int> numbers = shard.Trials(space.Options.Trials);
        switch (space.Options.Method)
        {
            case SweepMethod.Random:
                Train([.. numbers.Select(_sampler.Random)], space.Plan.Fit.Epochs);
                break;
            case SweepMethod.Halving:
                Halve([.. numbers.Select(_sampler.Random)]);
                break;
            default:
                Tpe(numbers);
                break;
        }
    }

    private void Tpe(IReadOnlyList<int> numbers)
    {
        List<(Trial, double)> known = [];
        foreach (int[] generation in numbers.Chunk(Sampler.Generation))
        {
            Trial[] trials = [.. generation.Select(number => _sampler.Tpe(number, known))];
            double[] losses = Train(trials, space.Plan.Fit.Epochs);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            known.AddRange(trials.Zip(losses));
        }
    }

    /// <summary>Every rung trains from the start, so that each is a training that <c>glia train</c> repeats; that costs half as much again as going on would.</summary>
    private void Halve(IReadOnlyList<Trial> trials)
    {
        foreach (int epochs in Rungs(trials.Count))
        {
            double[] losses = Train(trials, epochs);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            trials = [.. trials.Zip(losses).OrderBy(each => each.Second).ThenBy(each => each.First.Number).Take((trials.Count + Eta - 1) / Eta).Select(each => each.First).OrderBy(trial => trial.Number)];
        }
    }

    private List<int> Rungs(int trials)
    {
        List<int> rungs = [space.Plan.Fit.Epochs];
        for (int epochs = space.Plan.Fit.Epochs / Eta; epochs >= space.Options.MinEpochs && trials > 1; epochs /= Eta, trials = (trials + Eta - 1) / Eta)
        {
            rungs.Insert(0, epochs);
        }

        return rungs;
    }

    /// <summary>Trains what is not done and gives the loss of each trial, infinite for one that was cancelled.</summary>
    private double[] Train(IReadOnlyList<Trial> trials, int epochs)
    {
        int seeds = space.Options.Seeds;
        SideBySide.Run(trials.Count * seeds, jobs, (piece, stop) => Train(trials[piece / seeds], epochs, space.Plan.Fit.Seed + (ulong)(piece % seeds), stop), cancel);
        return [.. trials.Select(trial =>
        {
            TrialFit?[] fits = [.. Enumerable.Range(0, seeds).Select(seed => store.Find(trial.Number, epochs, space.Plan.Fit.Seed + (ulong)seed))];
            return fits.Any(fit => fit is null) ? double.PositiveInfinity : Loss(Metric(space, fits[0]!), fits!);
        })];
    }

    private void Train(Trial trial, int epochs, ulong seed, CancellationToken stop)
    {
        // A trial whose space holds the epochs keeps its own.
        int own = space.Dimensions.Any(dimension => dimension.Setting.Name == "epochs") ? trial.Plan.Fit.Epochs : epochs;
        if (store.Find(trial.Number, epochs, seed) is null
            && FitScore.Of(_table, space.Plan.Targets, trial.Plan.Fit with { Seed = seed, Epochs = own }, null, stop) is { } fit)
        {
            var trained = new TrialFit(trial.Number, epochs, trial.Settings, fit);
            string metric = Metric(space, trained);
            if (!fit.Validation.ContainsKey(metric))
            {
                throw new UsageException($"metric: '{metric}' has no value here; known are {string.Join(", ", fit.Validation.Keys)}.");
            }

            store.Add(trained, metric);
        }

        if (!stop.IsCancellationRequested)
        {
            done(Interlocked.Increment(ref _done));
        }
    }
}
