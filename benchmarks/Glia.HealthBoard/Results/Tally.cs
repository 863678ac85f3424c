namespace Glia.HealthBoard.Results;

/// <summary>The runs of one setup, counted. A run fails when it ends more than 10 points below the reference, learns when at most 5 below.</summary>
internal sealed class Tally
{
    public int Runs { get; set; }

    public int Learns { get; set; }

    /// <summary>Between the two: neither label is used.</summary>
    public int Between { get; set; }

    public int Fails { get; set; }

    /// <summary>Lowest, median and highest score on held rows.</summary>
    public double[] Scores { get; set; } = [];

    /// <summary>Failing runs with a finding of the accepted set.</summary>
    public int Detected { get; set; }

    /// <summary>Those of them that only a problem accepted since the first runs names.</summary>
    public int DetectedSince { get; set; }

    /// <summary>Failing runs with an alarm, but none of the accepted set.</summary>
    public int FoundOtherwise { get; set; }

    /// <summary>Failing runs without an accepted finding.</summary>
    public IList<string> Missed { get; set; } = [];

    /// <summary>The same runs trained for some times the epochs, nothing else changed; empty where that was not asked for.</summary>
    public IList<string> Longer { get; set; } = [];

    /// <summary>Those of them that then learn: they were late.</summary>
    public int Late { get; set; }

    /// <summary>Learning runs that have a finding of the accepted set, too: how little it tells by itself.</summary>
    public int LearnsWithAccepted { get; set; }

    /// <summary>Learning runs with any finding.</summary>
    public int LearnsWithFinding { get; set; }

    /// <summary>Learning runs with an alarm: a finding that is not a true note about single dead units.</summary>
    public int FalseAlarms { get; set; }

    public IList<string> FalseAlarmRuns { get; set; } = [];

    /// <summary>Problems with the number of runs that have a finding of it.</summary>
    public SortedDictionary<string, int> Findings { get; set; } = new(StringComparer.Ordinal);

    public UnitTally Units { get; set; } = new();

    /// <summary>Median over runs of the share of rectifier units that fire on no row.</summary>
    public double DeadShare { get; set; }

    public SortedDictionary<string, RuleTally> Rules { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>What a comparator said of the same runs.</summary>
internal sealed class RuleTally
{
    public int FailsJudged { get; set; }

    public int FailsFlagged { get; set; }

    public int LearnsJudged { get; set; }

    public int LearnsFlagged { get; set; }

    /// <summary>Rules with the number of learning runs in which each fired.</summary>
    public SortedDictionary<string, int> OnLearning { get; set; } = new(StringComparer.Ordinal);
}
