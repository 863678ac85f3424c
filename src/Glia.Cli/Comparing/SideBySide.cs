using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Glia.Cli.Comparing;

/// <summary>Work that is done piece by piece on several threads. Pieces know nothing of each other, so no result depends on the number of threads.</summary>
internal static class SideBySide
{
    /// <summary>Does the pieces, the first ones first. One that fails stops the rest and throws here.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="jobs">How many at once.</param>
    /// <param name="work">Does one, by its number.</param>
    /// <param name="cancel">Heard between pieces, and handed to them.</param>
    public static void Run(int pieces, int jobs, Action<int, CancellationToken> work, CancellationToken cancel)
    {
        var failures = new ConcurrentQueue<Exception>();
        int next = -1;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < pieces && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                try
                {
                    work(i, stop.Token);
                }
#pragma warning disable CA1031 // Handed over to the caller's thread, which throws it.
                catch (Exception wrong)
#pragma warning restore CA1031
                {
                    failures.Enqueue(wrong);
                    stop.Cancel();
                    return;
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Math.Min(jobs, pieces)).Select(_ => new Thread(Work) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (failures.TryDequeue(out Exception? failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
