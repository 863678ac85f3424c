using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Runs;

/// <summary>Labels the runs of a case by their scores, and counts what was said of each kind.</summary>
internal static class Counting
{
    private const double FailsBelow = 0.10, LearnsWithin = 0.05;

    /// <summary>More than 10 points below the reference.</summary>
    public static bool Fails(double score, double reference) => score < reference - FailsBelow;

    /// <summary>At most 5 points below the reference; what lies between the two has no label.</summary>
    public static bool Learns(double score, double reference) => score >= reference - LearnsWithin;

    public static Tally Of(BoardCase entry, IReadOnlyList<RunOutcome> runs, double reference)
    {
        Tally tally = new()
        {
            Runs = runs.Count,
            Scores = [.. ((double[])[runs.Min(run => run.Score), Median(runs.Select(run => run.Score)), runs.Max(run => run.Score)]).Select(Rounded)],
            DeadShare = Rounded(Median(runs.Select(run => run.DeadShare))),
        };
        foreach (RunOutcome run in runs)
        {
            foreach (string problem in run.Problems)
            {
                tally.Findings[problem] = tally.Findings.GetValueOrDefault(problem) + 1;
            }

            if (run.Units is { } units)
            {
                tally.Units.Add(units);
            }

            bool fails = !entry.UnitsOnly && Fails(run.Score, reference), learns = !entry.UnitsOnly && Learns(run.Score, reference);
            tally.Between += entry.UnitsOnly || fails || learns ? 0 : 1;
            if (fails)
            {
                Fail(entry, run, tally);
            }
            else if (learns)
            {
                Learn(entry, run, tally);
            }

            Rules(run, tally, fails, learns);
        }

        return tally;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Whether a finding names the fault.</summary>
    public static bool IsAccepted(BoardCase entry, RunOutcome run) => run.Problems.Any(problem => entry.Accepts.Contains(problem) || entry.Also.ContainsKey(problem));

    private static void Fail(BoardCase entry, RunOutcome run, Tally tally)
    {
        bool first = run.Problems.Any(entry.Accepts.Contains), accepted = first || run.Problems.Any(entry.Also.ContainsKey);
        tally.Fails++;
        tally.Detected += accepted ? 1 : 0;
        tally.DetectedSince += accepted && !first ? 1 : 0;
        tally.FoundOtherwise += !accepted && run.Alarms.Count > 0 ? 1 : 0;
        if (!accepted)
        {
            tally.Missed.Add(Describe(run, run.Problems));
        }
    }

    private static void Learn(BoardCase entry, RunOutcome run, Tally tally)
    {
        tally.Learns++;
        tally.LearnsWithAccepted += IsAccepted(entry, run) ? 1 : 0;
        tally.LearnsWithFinding += run.Problems.Count > 0 ? 1 : 0;
        tally.FalseAlarms += run.Alarms.Count > 0 ? 1 : 0;
        if (run.Alarms.Count > 0)
        {
            tally.FalseAlarmRuns.Add(Describe(run, run.Alarms));
        }
    }

    private static void Rules(RunOutcome run, Tally tally, bool fails, bool learns)
    {
        foreach ((string tool, IReadOnlyDictionary<string, long> fired) in run.Rules)
        {
            if (!tally.Rules.TryGetValue(tool, out RuleTally? rules))
            {
                tally.Rules.Add(tool, rules = new RuleTally());
            }

            rules.FailsJudged += fails ? 1 : 0;
            rules.FailsFlagged += fails && fired.Count > 0 ? 1 : 0;
            rules.LearnsJudged += learns ? 1 : 0;
            rules.LearnsFlagged += learns && fired.Count > 0 ? 1 : 0;
            foreach (string rule in learns ? fired.Keys : [])
            {
                rules.OnLearning[rule] = rules.OnLearning.GetValueOrDefault(rule) + 1;
            }
        }
    }

    private static string Describe(RunOutcome run, IReadOnlyList<string> problems)
    {
        string note = run.Setup.Length > 0 ? " " + run.Setup : "";
        return Invariant($"seed {run.Seed}{note}, score {run.Score:0.000}: {(problems.Count == 0 ? "no finding" : string.Join(", ", problems))}");
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
