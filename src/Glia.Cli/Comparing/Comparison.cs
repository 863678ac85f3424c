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
        Table table = Table.Read(plan.Data!, plan.Fit.ReadOptions(plan.Table) with { Cancel = cancel });
        var clock = Stopwatch.StartNew();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        FitScore?[] scores = new FitScore?[candidates.Count * seeds];
        int finished = 0;

        // Seed by seed, so that what is done at any moment can be compared.
        SideBySide.Run(
            scores.Length,
            Jobs,
            (i, stop) =>
            {
                FitOptions fit = candidates[i % candidates.Count].Plan.Fit;
                scores[i] = FitScore.Of(table, plan.Targets, fit with { Seed = FirstSeed + (ulong)(i / candidates.Count) }, metric, stop);
                done(Interlocked.Increment(ref finished));
            },
            cancel);
        double seconds = clock.Elapsed.TotalSeconds;
        var results = candidates.Select((candidate, c) => new CandidateScores(
            candidate, [.. Enumerable.Range(0, seeds).Select(s => scores[(s * candidates.Count) + c]).OfType<FitScore>()]));
        return Leaderboard.Rank([.. results], metric, seconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }
}
