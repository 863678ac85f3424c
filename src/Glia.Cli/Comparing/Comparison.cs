using System.Collections.Concurrent;
using System.Diagnostics;
using Glia.Cli.Settings;
using Glia.Tabular;

namespace Glia.Cli.Comparing;

/// <summary>Trains every candidate with every seed, one training a thread, and ranks them.</summary>
internal sealed class Comparison(IReadOnlyList<Candidate> candidates, RunPlan plan, int seeds, int jobs, string? metric)
{
    public IReadOnlyList<Candidate> Candidates => candidates;

    public int Seeds => seeds;

    public int Jobs { get; } = Math.Min(jobs, candidates.Count * seeds);

    /// <summary>The first seed: that of the plan; the others follow it.</summary>
    public ulong FirstSeed => plan.Fit.Seed;

    /// <summary>Trains. What is done when somebody cancels is ranked all the same.</summary>
    /// <param name="done">Told of every training that is over; from several threads.</param>
    /// <param name="cancel">Stops.</param>
    public Leaderboard Run(Action<int> done, CancellationToken cancel)
    {
        Table table = Table.Read(plan.Data!, plan.Fit.ReadOptions(plan.Table));
        var clock = Stopwatch.StartNew();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        FitScore?[] scores = new FitScore?[candidates.Count * seeds];
        var failures = new ConcurrentQueue<Exception>();
        int next = -1, finished = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        // Seed by seed, so that what is done at any moment can be compared.
        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < scores.Length && !stop.IsCancellationRequested; i = Interlocked.Increment(ref next))
            {
                try
                {
                    FitOptions fit = candidates[i % candidates.Count].Plan.Fit;
                    scores[i] = FitScore.Of(table, plan.Target!, fit with { Seed = FirstSeed + (ulong)(i / candidates.Count) }, metric, stop.Token);
                }
#pragma warning disable CA1031 // Handed over to the caller's thread, which throws it.
                catch (Exception wrong)
#pragma warning restore CA1031
                {
                    failures.Enqueue(wrong);
                    stop.Cancel();
                    return;
                }

                done(Interlocked.Increment(ref finished));
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Jobs).Select(_ => new Thread(Work) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (failures.TryDequeue(out Exception? failure))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        double seconds = clock.Elapsed.TotalSeconds;
        var results = candidates.Select((candidate, c) => new CandidateScores(
            candidate, [.. Enumerable.Range(0, seeds).Select(s => scores[(s * candidates.Count) + c]).OfType<FitScore>()]));
        return Leaderboard.Rank([.. results], metric, seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}
