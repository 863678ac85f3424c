using Glia.Health.Tests.Support;
using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

/// <summary>A blow to the weights in the middle of a training, with little and with much of it left, and with the best weights kept.</summary>
public sealed class LossSpikeTests(ITestOutputHelper output)
{
    private const int BlowAfter = 20;

    [Fact]
    public void A_network_that_has_been_better()
    {
        HealthReport report = Watch(BlowAfter + 5, keepBest: false);
        Finding finding = Assert.Single(report.Findings, finding => finding.Problem == Problems.LossSpike);
        Assert.True(finding.Value > 1.1);
        Assert.InRange(finding.SinceStep!.Value, 200, 400);
        Assert.NotNull(finding.ChainRule);
    }

    [Theory]
    [InlineData(BlowAfter + 60, false)]
    [InlineData(BlowAfter + 5, true)]
    [InlineData(BlowAfter - 1, false)]
    public void One_that_got_over_it_or_was_kept_from_before(int epochs, bool keepBest)
        => Assert.DoesNotContain(Watch(epochs, keepBest).Findings, finding => finding.Problem == Problems.LossSpike);

    /// <summary>One row in a hundred is of the other class: most batches hold none of them, so that the median of their losses lies far below the loss on all rows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void A_rare_class_is_no_spike(int seed)
    {
        const int Rows = 1400;
        RandomStream random = new((ulong)seed);
        float[] x = new float[2 * Rows], targets = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            targets[row] = row % 100 == 0 ? 1 : 0;
            for (int i = 0; i < 2; i++)
            {
                x[(2 * row) + i] = random.NextNormal() + (i == 0 ? 2 * targets[row] : 0);
            }
        }

        TrainingSet set = new(x, 2, targets, 1);
        HealthReport report = Cases.Watch(Cases.Net(depth: 1, units: 100, seed: (ulong)seed), new TrainingOptions { Epochs = 90, BatchSize = 32 }, set);
        output.WriteLine(report.Describe());
        Assert.DoesNotContain(report.Findings, finding => finding.Problem == Problems.LossSpike);
    }

    private HealthReport Watch(int epochs, bool keepBest)
    {
        TrainingOptions options = new() { Epochs = epochs, BatchSize = 32, LearningRate = 3e-3, KeepBest = keepBest };
        HealthReport report = Nets.Watch(Cases.Net("tanh"), Cases.Circles, "binary_cross_entropy", options, Cases.Held, new Blow()).Report;
        output.WriteLine(report.Describe());
        return report;
    }

    /// <summary>Turns the sign of the output layer's weights.</summary>
    private sealed class Blow : IStepObserver
    {
        public void EpochEnded(EpochRecord epoch, Network network)
        {
            Span<float> weights = network.Dense(2).Weights.Values;
            for (int i = 0; epoch.Epoch == BlowAfter && i < weights.Length; i++)
            {
                weights[i] = -weights[i];
            }
        }
    }
}
