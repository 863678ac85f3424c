using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

public sealed class VanishingGradientTests
{
    [Theory]
    [InlineData("sgd", 0.1)]
    [InlineData("adam", 1e-3)]
    public void Ten_layers_of_sigmoid_lose_the_gradient(string optimizer, double learningRate)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Network network = Nets.Mlp(2, Nets.Deep(10, 8), "sigmoid", 1, seed, "glorot_uniform(gain=1)");
            TrainingOptions options = new() { Epochs = 20, BatchSize = 64, Optimizer = optimizer, LearningRate = learningRate };
            (HealthReport report, _) = Nets.Watch(network, Tasks.Circles(700, 1), "binary_cross_entropy", options, Tasks.Circles(300, 2));
            Finding finding = Assert.Single(report.Findings);
            Assert.Equal(Problems.VanishingGradient, finding.Problem);
            Assert.Equal("1 sigmoid", finding.Layer);
            Assert.True(finding.Value < 1e-4);
            Assert.Equal(1e-3, finding.Threshold);
            Assert.Equal(1, finding.SinceStep);
            Assert.Contains("slopes", finding.Advice, StringComparison.Ordinal);
            Assert.All(report.Layers.SkipLast(1), layer => Assert.InRange(layer.BackwardGain!.Value, 0, 0.5));
        }
    }

    [Fact]
    public void Rectifiers_started_far_too_small_lose_signal_and_gradient_and_the_weights_are_blamed()
    {
        Network network = Nets.Mlp(2, Nets.Deep(8, 16), "relu", 1, 4, "he_uniform(gain=0.3)");
        TrainingOptions options = new() { Epochs = 10, BatchSize = 64, Optimizer = "sgd", LearningRate = 0.05 };
        (HealthReport report, _) = Nets.Watch(network, Tasks.Circles(700, 1), "binary_cross_entropy", options, Tasks.Circles(300, 2));
        Finding finding = Assert.Single(report.Findings, f => f.Problem == Problems.VanishingGradient);
        Assert.Equal(Problems.FadingSignal, report.Findings[0].Problem);
        Assert.Contains("weights start too small", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_start_far_off_hide_it_no_longer()
    {
        // The loss falls to that of a constant answer, by the output's bias alone: nothing of the inputs is learned.
        Network network = Nets.Mlp(2, Nets.Deep(10, 8), "sigmoid", 1, 2, "glorot_uniform(gain=1)");
        network.Dense(10).Bias.Values[0] = 4;
        TrainingOptions options = new() { Epochs = 30, BatchSize = 64, LearningRate = 3e-2 };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, Tasks.Circles(700, 1), "binary_cross_entropy", options, Tasks.Circles(300, 2));
        Assert.True(result.History[^1].TrainLoss < 0.9 * result.History[0].TrainLoss);
        Assert.Contains(report.Findings, finding => finding.Problem == Problems.VanishingGradient);
    }

    [Fact]
    public void A_converged_network_whose_gradients_are_small_everywhere_has_no_finding()
    {
        Network network = Nets.Mlp(2, [16, 16], "tanh", 1, 1);
        TrainingOptions options = new() { Epochs = 400, BatchSize = 50, LearningRate = 5e-3, Schedule = "cosine" };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, Tasks.Circles(300, 1), "binary_cross_entropy", options, Tasks.Circles(300, 2));
        Assert.True(result.History[^1].TrainLoss < 0.1);
        Assert.True(report.Findings.Count == 0, report.Describe());
    }
}
