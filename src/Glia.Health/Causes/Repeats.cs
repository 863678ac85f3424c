using Glia.Health.Deaths;

namespace Glia.Health.Causes;

/// <summary>
/// Experiments made again with the rows in other orders. Some trainings fail by a hair's breadth: then nearly any change lets them learn by chance
/// (AutoTrainer's 34 layers learn with one shuffle in four), and a change that does so in one order of rows only is not their cause.
/// </summary>
/// <remarks>The control is the training with nothing changed but the order: where even that mends it, a change has to suffice in more orders.</remarks>
internal sealed class Repeats(
    Case what, IReadOnlyList<(Factor Factor, Arrangement Arrangement, Outcome? Outcome)> runs, Deadline deadline, IProgress<CauseProgress>? progress, CancellationToken cancel)
{
    /// <summary>Other orders: with a chance of one in four, three successes in a row are one in 64.</summary>
    public const int Orders = 2;

    /// <summary>Other orders where the order alone may mend it: with a chance of one in two, seven successes in a row are one in 128.</summary>
    public const int ManyOrders = 6;

    /// <summary>Where the replay with nothing changed stands among the runs.</summary>
    private const int Control = -1;

    private readonly Dictionary<int, List<Outcome>> _known = [];

    /// <summary>The training with nothing changed but the order of its rows.</summary>
    public IReadOnlyList<Outcome> OfNothing() => Of(Control, Orders);

    /// <summary>The outcomes of one experiment in other orders; fewer where time is over, none where the order is its subject or there is only one.</summary>
    /// <param name="run">Index of the experiment.</param>
    /// <param name="orders">How many orders.</param>
    public IReadOnlyList<Outcome> Of(int run, int orders)
    {
        (CauseKind? kind, Arrangement arrangement) = run == Control
            ? (null, new Arrangement(what.Start) { Text = "nothing changed" })
            : ((CauseKind?)runs[run].Factor.Kind, runs[run].Arrangement);
        if (kind == CauseKind.Batch || what.Initial.StepsPerEpoch == 1)
        {
            return [];
        }

        if (!_known.TryGetValue(run, out List<Outcome>? known))
        {
            _known.Add(run, known = []);
        }

        if (known.Count < orders)
        {
            progress?.Report(new CauseProgress($"{arrangement.Text}, with the rows in other orders", runs.Count, runs.Count + 1));
            Task<Outcome?>[] tasks = [.. Enumerable.Range(known.Count + 1, orders - known.Count).Select(order => Task.Run(() => Run(arrangement, (ulong)order), CancellationToken.None))];
            Task.WaitAll(tasks, CancellationToken.None);
            known.AddRange(tasks.Select(task => task.Result).OfType<Outcome>());
        }

        // Another finding may have asked for more.
        return [.. known.Take(orders)];
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
