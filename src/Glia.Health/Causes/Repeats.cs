using Glia.Health.Deaths;

namespace Glia.Health.Causes;

/// <summary>
/// Experiments made again with the rows in other orders. Some trainings fail by a hair's breadth: then nearly any change lets them learn by chance
/// (AutoTrainer's 34 layers learn with one shuffle in four), and a change that does so in one order of rows only is not their cause.
/// </summary>
internal sealed class Repeats(
    Case what, IReadOnlyList<(Factor Factor, Arrangement Arrangement, Outcome? Outcome)> runs, Deadline deadline, IProgress<CauseProgress>? progress, CancellationToken cancel)
{
    /// <summary>Other orders: with a chance of one in four, three successes in a row are one in 64.</summary>
    private const int Orders = 2;

    private readonly Dictionary<int, IReadOnlyList<Outcome>> _known = [];

    /// <summary>The outcomes of one experiment in other orders; fewer where time is over, none where the order is its subject or there is only one.</summary>
    /// <param name="run">Index of the experiment.</param>
    public IReadOnlyList<Outcome> Of(int run)
    {
        if (_known.TryGetValue(run, out IReadOnlyList<Outcome>? known))
        {
            return known;
        }

        (Factor factor, Arrangement arrangement, _) = runs[run];
        if (factor.Kind == CauseKind.Batch || what.Initial.StepsPerEpoch == 1)
        {
            return _known[run] = [];
        }

        progress?.Report(new CauseProgress($"{arrangement.Text}, with the rows in other orders", runs.Count, runs.Count + 1));
        Task<Outcome?>[] tasks = [.. Enumerable.Range(1, Orders).Select(order => Task.Run(() => Run(arrangement, (ulong)order), CancellationToken.None))];
        Task.WaitAll(tasks, CancellationToken.None);
        return _known[run] = [.. tasks.Select(task => task.Result).OfType<Outcome>()];
    }

    private Outcome? Run(Arrangement arrangement, ulong order)
    {
        if (deadline.IsOver || cancel.IsCancellationRequested)
        {
            return null;
        }

        Arrangement shuffled = arrangement with
        {
            Options = options => (arrangement.Options?.Invoke(options) ?? options) with { Seed = unchecked(options.Seed + order) },
        };
        return Experiment.Run(what, shuffled, deadline, cancel);
    }
}
