using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;

namespace Glia.HealthBoard.Tests;

public sealed class CountingTests
{
    private static readonly Setup Any = new() { Data = "circles", Hidden = "2", Activation = "relu" };
    private static readonly BoardCase Case = new() { Id = "T", What = "test", Setup = Any, Twin = Any, Accepts = ["dead_layer"] };

    [Fact]
    public void Runs_are_labelled_by_their_score_and_counted_by_what_was_said()
    {
        Tally tally = Counting.Of(
            Case,
            [
                Run(1, 0.50, ["dead_layer"], ["dead_layer"]),
                Run(2, 0.50, ["exploding_gradient"], ["exploding_gradient"]),
                Run(3, 0.50, [], []),
                Run(4, 0.90, ["few_dead_units"], []),
                Run(5, 0.86, ["saturated_units"], ["saturated_units"]),
                Run(6, 0.80, ["dead_layer"], ["dead_layer"]),
            ],
            0.90);
        Assert.Equal((6, 3, 2, 1), (tally.Runs, tally.Fails, tally.Learns, tally.Between));
        Assert.Equal((1, 1), (tally.Detected, tally.FoundOtherwise));
        Assert.Equal(["seed 2, score 0.500: exploding_gradient", "seed 3, score 0.500: no finding"], tally.Missed);
        Assert.Equal((2, 1), (tally.LearnsWithFinding, tally.FalseAlarms));
        Assert.Equal(["seed 5, score 0.860: saturated_units"], tally.FalseAlarmRuns);
        Assert.Equal([0.5, 0.65, 0.9], tally.Scores);
    }

    [Fact]
    public void Runs_that_only_a_problem_accepted_since_names_are_counted_apart()
    {
        BoardCase also = Case with { Also = new Dictionary<string, string> { ["fading_signal"] = "a reason" } };
        Tally tally = Counting.Of(also, [Run(1, 0.5, ["dead_layer", "fading_signal"], []), Run(2, 0.5, ["fading_signal"], []), Run(3, 0.5, [], [])], 0.9);
        Assert.Equal((3, 2, 1), (tally.Fails, tally.Detected, tally.DetectedSince));
        Assert.Equal(["seed 3, score 0.500: no finding"], tally.Missed);
    }

    [Fact]
    public void A_tool_is_judged_only_by_the_runs_that_have_a_label()
    {
        IReadOnlyDictionary<string, long> fired = new Dictionary<string, long> { ["rate"] = 3 }, silent = new Dictionary<string, long>();
        Tally tally = Counting.Of(Case, [Run(1, 0.5, [], [], fired), Run(2, 0.5, [], [], silent), Run(3, 0.9, [], [], fired), Run(4, 0.82, [], [], fired)], 0.9);
        RuleTally rules = tally.Rules["tool"];
        Assert.Equal((2, 1, 1, 1), (rules.FailsJudged, rules.FailsFlagged, rules.LearnsJudged, rules.LearnsFlagged));
        Assert.Equal(1, rules.OnLearning["rate"]);
    }

    [Fact]
    public void Units_add_up_over_runs()
    {
        UnitTally units = new() { Units = 10, DeadFound = 3, DeadInvented = 1, DeadMissed = 2 };
        Tally tally = Counting.Of(Case, [Run(1, 0.9, [], []) with { Units = units }, Run(2, 0.9, [], []) with { Units = units }, Run(3, 0, [], [])], 0.9);
        Assert.Equal((20, 6, 2, 4), (tally.Units.Units, tally.Units.DeadFound, tally.Units.DeadInvented, tally.Units.DeadMissed));
    }

    private static RunOutcome Run(ulong seed, double score, string[] problems, string[] alarms, IReadOnlyDictionary<string, long>? fired = null) => new(
        seed, "", score, problems, alarms, 0, null, 0, fired is null ? new Dictionary<string, IReadOnlyDictionary<string, long>>() : new Dictionary<string, IReadOnlyDictionary<string, long>> { ["tool"] = fired });
}
