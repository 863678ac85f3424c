using Glia.Health.Deaths;

namespace Glia.Health.Causes;

/// <summary>Runs all factors that apply: cheapest first, some at once, until the budget is over.</summary>
internal sealed class ExperimentBatch(Case what, Deadline deadline, IProgress<CauseProgress>? progress, CancellationToken cancel)
{
    private readonly Lock _lock = new();
    private int _next;
    private int _done = 1;

    /// <summary>Runs them; those that were not run to their end have no outcome.</summary>
    /// <param name="workers">How many at once.</param>
    /// <returns>In the order of the catalogue.</returns>
    public IReadOnlyList<(Factor Factor, Arrangement Arrangement, Outcome? Outcome)> Run(int workers)
    {
        (Factor Factor, Arrangement Arrangement)[] all =
        [
            .. from factor in FactorCatalog.All
               let arrangement = factor.Arrange(what)
               where arrangement is not null
               select (factor, arrangement),
        ];
        int[] order = [.. Enumerable.Range(0, all.Length).OrderBy(i => what.End - all[i].Arrangement.From.Step)];
        Outcome?[] outcomes = new Outcome?[all.Length];
        Task[] tasks = [.. Enumerable.Range(0, Math.Min(workers, all.Length)).Select(_ => Task.Run(() => Work(all, order, outcomes), CancellationToken.None))];
        Task.WaitAll(tasks, CancellationToken.None);
        return [.. all.Select((each, i) => (each.Factor, each.Arrangement, outcomes[i]))];
    }

    private void Work((Factor Factor, Arrangement Arrangement)[] all, int[] order, Outcome?[] outcomes)
    {
        while (Take(order) is { } i && !deadline.IsOver && !cancel.IsCancellationRequested)
        {
            outcomes[i] = Experiment.Run(what, all[i].Arrangement, deadline, cancel);
            lock (_lock)
            {
                progress?.Report(new CauseProgress(all[i].Arrangement.Text, ++_done, all.Length + 1));
            }
        }
    }

    private int? Take(int[] order)
    {
        lock (_lock)
        {
            return _next < order.Length ? order[_next++] : null;
        }
    }
}
