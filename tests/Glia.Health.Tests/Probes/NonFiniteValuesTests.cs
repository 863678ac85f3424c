using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

public sealed class NonFiniteValuesTests
{
    private static readonly TrainingSet Train = Tasks.Circles(640, 1), Held = Tasks.Circles(300, 2);

    [Fact]
    public void A_poisoned_batch_is_found_at_its_step_and_in_its_column()
    {
        float[] x = Train.X.ToArray();
        x[(2 * 300) + 1] = float.NaN;
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        TrainingOptions options = new() { Epochs = 3, BatchSize = 32, LearningRate = 1e-3 };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, Train with { X = x }, "binary_cross_entropy", options, Held);
        Assert.Equal(StopReason.NonFinite, result.Reason);
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(Problems.NonFinite, finding.Problem);
        Assert.Equal("input", finding.Layer);
        Assert.Equal(result.Steps + 1, finding.SinceStep);
        Assert.Contains("input 2, counted from 1", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("Clean the data", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_overflow_are_found_in_the_first_layer_that_shows_it_with_what_came_before()
    {
        Network network = Nets.Mlp(2, Nets.Deep(4, 16), "linear", 1, 1);
        TrainingOptions options = new() { Epochs = 5, BatchSize = 32, Optimizer = "sgd", LearningRate = 0.6 };
        (HealthReport report, _) = Nets.Watch(network, Train, "squared", options, Held);
        Finding finding = report.Findings[0];
        Assert.Equal(Problems.NonFinite, finding.Problem);
        Assert.False(finding.Layer is "input");
        Assert.Contains("largest |z|", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exam_tells_broken_rows_from_broken_weights()
    {
        Network network = Nets.Mlp(2, [8, 8], "relu", 1, 1);
        float[] x = Held.X.ToArray();
        x[7] = float.PositiveInfinity;
        Finding rows = HealthExam.Examine(network, x, Held.Rows).Findings[0];
        Assert.Equal("input", rows.Layer);
        Assert.Contains("1 NaN or infinite value, the first in input 2 (counted from 1)", rows.Evidence, StringComparison.Ordinal);
        Assert.Equal(Problems.NonFinite, rows.Problem);
        network.Dense(1).Weights.Values[5] = float.NaN;
        HealthReport report = HealthExam.Examine(network, Held.X, Held.Rows);
        Assert.Equal("2 relu", report.Findings[0].Layer);
        Assert.Equal(Problems.NonFinite, report.Findings[0].Problem);
        Assert.All(report.Layers[1].State, state => Assert.NotEqual(UnitState.Dead, state));
    }
}
