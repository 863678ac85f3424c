namespace Glia.Cli.Comparing;

/// <summary>A candidate and its trainings, by seed.</summary>
internal sealed record CandidateScores(Candidate Candidate, IReadOnlyList<FitScore> Fits);

/// <summary>A line of the leaderboard.</summary>
/// <param name="Scores">Candidate and trainings.</param>
/// <param name="Mean">Mean score on the test rows of the seeds.</param>
/// <param name="Difference">Mean score minus that of the best, over the seeds that both have; null for the best.</param>
/// <param name="P">Of the paired test against the best, adjusted for the number of tests; null for the best, or with fewer than two seeds.</param>
internal sealed record Standing(CandidateScores Scores, Mean Mean, double? Difference, double? P);

/// <summary>Candidates, the best mean first.</summary>
/// <param name="Metric">What is compared.</param>
/// <param name="Standings">Those with at least one whole training.</param>
/// <param name="Missing">Those without, after a cancellation.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Processor time; over wall time it says how many cores were busy.</param>
internal sealed record Leaderboard(string Metric, IReadOnlyList<Standing> Standings, IReadOnlyList<Candidate> Missing, double Seconds, double CpuSeconds)
{
    public static Leaderboard Rank(IReadOnlyList<CandidateScores> all, string? metric, double seconds, double cpuSeconds)
    {
        CandidateScores[] scored = [.. all.Where(each => each.Fits.Count > 0)];
        metric ??= scored.Length > 0 ? FitScore.DefaultMetric(scored[0].Fits[0].Metrics) : "accuracy";
        int sign = FitScore.IsBetterSmaller(metric) ? -1 : 1;

        // A candidate that lacks a seed after a cancellation may have missed a hard one: those with most seeds come first.
        CandidateScores[] ranked = [.. scored.OrderByDescending(each => each.Fits.Count).ThenByDescending(each => sign * each.Fits.Average(fit => fit.Score))];
        double[][] differences = [.. ranked.Select(each => Differences(each, ranked[0]))];
        double?[] p = [.. differences.Select(each => Statistics.PairedTest(each, TestToTrain(ranked[0])))];
        int[] tested = [.. Enumerable.Range(1, Math.Max(0, ranked.Length - 1)).Where(i => p[i] is not null)];
        double[] adjusted = Statistics.Holm([.. tested.Select(i => p[i]!.Value)]);
        var standings = ranked.Select((each, i) => new Standing(
            each,
            Mean.Of([.. each.Fits.Select(fit => fit.Score)]),
            i == 0 || differences[i].Length == 0 ? null : differences[i].Average(),
            Array.IndexOf(tested, i) is >= 0 and var place ? adjusted[place] : null));
        return new Leaderboard(metric, [.. standings], [.. all.Where(each => each.Fits.Count == 0).Select(each => each.Candidate)], seconds, cpuSeconds);
    }

    private static double TestToTrain(CandidateScores scores) => (double)scores.Fits[0].TestRows / scores.Fits[0].TrainRows;

    private static double[] Differences(CandidateScores one, CandidateScores best)
    {
        Dictionary<ulong, double> other = best.Fits.ToDictionary(fit => fit.Seed, fit => fit.Score);
        return [.. one.Fits.Where(fit => other.ContainsKey(fit.Seed)).Select(fit => fit.Score - other[fit.Seed])];
    }
}
