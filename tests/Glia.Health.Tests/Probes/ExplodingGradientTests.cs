using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

public sealed class ExplodingGradientTests
{
    private static readonly TrainingSet Train = Tasks.Circles(700, 1), Held = Tasks.Circles(300, 2);

    [Fact]
    public void Ten_linear_layers_started_three_times_too_large_explode_from_the_start()
    {
        Network network = Nets.Mlp(2, Nets.Deep(10, 16), "linear", 1, 1, "glorot_normal(gain=3)");
        TrainingOptions options = new() { Epochs = 5, BatchSize = 64, LearningRate = 1e-4 };
        (HealthReport report, _) = Nets.Watch(network, Train, "binary_cross_entropy", options, Held);
        Assert.Equal([Problems.GrowingSignal, Problems.ExplodingGradient], report.Findings.Select(f => f.Problem));
        Finding finding = report.Findings[1];
        Assert.Equal(1, finding.SinceStep);
        Assert.True(finding.Value > 70);
        Assert.Contains("smaller weights", finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_learning_rate_that_diverges_is_found_before_or_after_the_overflow(double learningRate)
    {
        Network network = Nets.Mlp(2, Nets.Deep(4, 16), "linear", 1, 1);
        TrainingOptions options = new() { Epochs = 5, BatchSize = 64, Optimizer = "sgd", LearningRate = learningRate };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, Train, "squared", options, Held);
        Assert.Equal(StopReason.NonFinite, result.Reason);
        Assert.Contains(report.Findings, f => f.Problem == Problems.ExplodingGradient && f.Value > 10);
        Assert.Contains(report.Findings, f => f.Problem == Problems.NonFinite);
    }

    [Fact]
    public void A_single_row_a_thousand_times_too_large_is_found_at_its_step()
    {
        TrainingSet train = Tasks.Circles(640, 1);
        float[] x = train.X.ToArray();
        (x[0], x[1]) = (1000 * x[0], 1000 * x[1]);
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        TrainingOptions options = new() { Epochs = 1, BatchSize = 8, Optimizer = "sgd", LearningRate = 0.05, ClipNorm = 1 };
        StepOfOutlier outlier = new();
        (HealthReport report, _) = Nets.Watch(network, train with { X = x }, "squared", options, Held, outlier);
        Assert.InRange(outlier.Step, 6, 80);
        Finding finding = Assert.Single(report.Findings, f => f.Problem == Problems.ExplodingGradient);
        Assert.Equal(outlier.Step, finding.SinceStep);
        Assert.True(finding.Value > 10);
        Assert.Contains("One batch did it", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_healthy_networks_whose_gradient_ratio_is_above_seventy_have_no_finding()
    {
        int above = 0;
        for (ulong seed = 1; seed <= 4; seed++)
        {
            Network network = Nets.Mlp(2, Nets.Deep(11, 5), "tanh", 1, seed, "he_uniform(gain=1.414)");
            TrainingOptions options = new() { Epochs = 200, BatchSize = 128, Seed = seed };
            (HealthReport report, TrainingResult result) = Nets.Watch(network, Train, "binary_cross_entropy", options, Held);
            Assert.True(result.History[^1].TrainLoss < 0.5);
            Assert.True(report.Findings.Count == 0, report.Describe());
            double ratio = report.Timeline.Max(frame => frame.Layers.Aggregate(1.0, (product, layer) => product * (layer.BackwardGain ?? 1)));
            above += ratio > 70 ? 1 : 0;
        }

        Assert.True(above >= 1, "no network went above 70: the test shows nothing");
    }

    private sealed class StepOfOutlier : IStepObserver
    {
        public long Step { get; private set; }

        public void StepEnded(in StepView step)
        {
            foreach (float value in step.Output(-1))
            {
                Step = Math.Abs(value) > 100 ? step.Step : Step;
            }
        }
    }
}
