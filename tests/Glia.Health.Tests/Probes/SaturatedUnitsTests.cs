using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

public sealed class SaturatedUnitsTests
{
    private static readonly TrainingSet Train = Tasks.Circles(600, 1), Held = Tasks.Circles(400, 2);

    [Theory]
    [InlineData("tanh", 50 * 5f / 3)]
    [InlineData("sigmoid", 150)]
    public void Weights_far_too_large_saturate_the_layer(string activation, float factor)
    {
        Network network = Nets.Mlp(2, [16], activation, 1, 1);
        foreach (ref float weight in network.Dense(0).Weights.Values)
        {
            weight *= factor;
        }

        HealthReport exam = HealthExam.Examine(network, Held.X, Held.Rows);
        Assert.Equal(Problems.SaturatedUnits, Assert.Single(exam.Findings).Problem);
        (HealthReport report, _) = Nets.Watch(network, Train, "binary_cross_entropy", new TrainingOptions { Epochs = 20, BatchSize = 32 }, Held);
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(Problems.SaturatedUnits, finding.Problem);
        Assert.Equal($"1 {activation}", finding.Layer);
        Assert.True(finding.Value >= 0.5);
        Assert.All(finding.Units, unit => Assert.Equal(UnitState.Saturated, report.Layers[0].State[unit]));
        Assert.All(finding.Units, unit => Assert.True(report.Layers[0].SaturatedShare[unit] > 0.9));
    }

    [Fact]
    public void A_unit_that_sits_in_one_tail_on_every_row_is_named()
    {
        Network network = Nets.Mlp(2, [16], "tanh", 1, 1);
        network.Dense(0).Bias.Values[4] = 30;
        Finding finding = Assert.Single(HealthExam.Examine(network, Held.X, Held.Rows).Findings);
        Assert.Equal([4], finding.Units);
        Assert.Contains("1 of them sit in one tail", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Confident_outputs_are_not_saturated_units()
    {
        Network network = Network.Create(2, [new Networks.Layers.DenseSpec(1), new Networks.Layers.ActivationSpec("sigmoid")], 1);
        network.Dense(0).Weights.Values.Fill(500);
        Assert.Empty(HealthExam.Examine(network, Held.X, Held.Rows).Findings);
    }
}
