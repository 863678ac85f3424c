using Glia.Health;
using Glia.Health.Causes;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Explained;
using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Tests;

public sealed class NamedCauseTests
{
    private static readonly Setup Any = new() { Data = "circles", Hidden = "2", Activation = "relu" };
    private static readonly ChainLink[] Chain = [new(0, "signal_collapses", "", 0, 0), new(3, "units_die", "", 0, 0)];

    [Fact]
    public void The_first_finding_with_a_verdict_names_the_cause()
    {
        NamedCause cause = NamedCause.Of(Report(Said("vanishing_gradient", null), Said("dead_units", Result("learning_rate_half", CauseKind.StepSize))));
        Assert.Equal(("learning_rate_half", "learning_rate", "dead_units"), (cause.Factor, cause.Word, cause.Problem));
    }

    [Fact]
    public void Another_network_is_named_only_where_nothing_else_is()
    {
        CauseReport structure = Said("vanishing_gradient", Result("normalisation", CauseKind.Structure));
        Assert.Equal("start_rescaled", NamedCause.Of(Report(structure, Said("dead_units", Result("start_rescaled", CauseKind.Initialization)))).Factor);
        Assert.Equal("normalization", NamedCause.Of(Report(structure)).Word);
    }

    [Fact]
    public void Runs_without_a_name_count_as_not_right()
    {
        BoardCase entry = new() { Id = "T", What = "", Setup = Any, Causes = ["learning_rate"], Chain = ["signal_collapses", "units_die"] };
        NamedCause right = NamedCause.Of(Report(Said("dead_layer", Result("learning_rate_tenth", CauseKind.StepSize))));
        NamedCause wrong = NamedCause.Of(Report(Said("dead_layer", Result("inputs_centred", CauseKind.Input)))) with { Chain = [Chain[1], Chain[0] with { Step = 9 }] };
        NamedCause none = NamedCause.Of(Report(Said("dead_layer", null))) with { Chain = [Chain[0]] };
        CauseTally tally = CauseStudy.Count(entry, [right, null, wrong, none], 7);
        Assert.Equal((7, 4, 3, 2, 1), (tally.First, tally.Runs, tally.Explained, tally.Named, tally.Right));
        Assert.Equal(1, tally.Chained);
        Assert.Equal(2, tally.Wrong.Count);
        Assert.StartsWith("seed 9, dead_layer: inputs_centred", tally.Wrong[0], StringComparison.Ordinal);
        Assert.Equal(1, tally.Factors["none"]);
    }

    private static HealthReport Report(params CauseReport[] causes) => new([], [], []) { Causes = causes };

    private static ExperimentResult Result(string factor, CauseKind kind) => new(factor, factor, kind);

    private static CauseReport Said(string problem, ExperimentResult? earliest) => new(problem, "relu", 0)
    {
        Unchanged = Result("nothing", CauseKind.Input),
        Experiments = [],
        Chain = Chain,
        Earliest = earliest,
        ToStep = 10,
        Rows = 10,
        Summary = "",
    };
}
