using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

public sealed class BehindBaselineTests(ITestOutputHelper output)
{
    /// <summary>|x|, of which one rectifier can follow one side only; the other side stays a constant.</summary>
    private static readonly TrainingSet Absolute = Curve(900, Math.Abs);

    [Fact]
    public void A_network_that_follows_one_side_of_a_curve()
    {
        Network narrow = Cases.Net("relu", 1, 1, inputs: 1);
        narrow.Dense(0).Weights.Values[0] = 1;
        narrow.Dense(0).Bias!.Values[0] = 0.1f;
        Finding finding = Has(Watch(narrow, Absolute, "squared"));
        Assert.InRange(finding.Value, 0, 0.5);
        Assert.Contains("input 0, cut into 16 ranges", finding.Evidence, StringComparison.Ordinal);
        HasNot(Watch(Cases.Net("relu", 1, 16, inputs: 1), Absolute, "squared"));
    }

    [Fact]
    public void A_network_that_decay_holds_down()
    {
        Finding finding = Has(Watch(Cases.Net("tanh"), Cases.Circles, "binary_cross_entropy", Cases.Usual with { L2 = 0.03 }));
        Assert.Contains("Lower the decay first (L1 0, L2 0.03)", finding.Advice, StringComparison.Ordinal);
        HasNot(Watch(Cases.Net("tanh"), Cases.Circles, "binary_cross_entropy", Cases.Usual with { L2 = 1e-4 }));

        // Far more of it, where single columns tell classes: most rows are still named right, by logits that hardly differ.
        TrainingSet flowers = Tasks.IrisLike(300, 4);
        Has(Watch(Cases.Net("relu", inputs: 4, outputs: 3), flowers, "softmax_cross_entropy", Cases.Usual with { LearningRate = 1e-3, L2 = 10 }));
    }

    [Theory]
    [InlineData("huber(delta=1)")]
    [InlineData("absolute")]
    [InlineData("quantile(level=0.8)")]
    public void Any_loss_has_a_table(string loss)
    {
        Network narrow = Cases.Net("relu", 1, 1, inputs: 1);
        narrow.Dense(0).Weights.Values[0] = 1;
        narrow.Dense(0).Bias!.Values[0] = 0.1f;
        Has(Watch(narrow, Absolute, loss));
        HasNot(Watch(Cases.Net("relu", 1, 16, inputs: 1), Absolute, loss));
    }

    [Fact]
    public void Nothing_is_said_where_no_column_tells_the_target_or_little_was_trained()
    {
        HealthReport noise = Watch(Cases.Net("tanh", 1, 4), Cases.Noise(4000), "squared", Cases.Usual with { Epochs = 4, LearningRate = 1e-3 });
        Assert.Equal(Problems.NotLearning, Assert.Single(noise.Findings).Problem);
        HasNot(Watch(Cases.Net("tanh", inputs: 1), Absolute, "squared", Cases.Usual with { Epochs = 2, LearningRate = 1e-4 }));
    }

    private static HealthReport Watch(Network network, TrainingSet train, string loss, TrainingOptions? options = null)
        => Nets.Watch(network, train, loss, options ?? Cases.Usual with { LearningRate = 1e-2 }, train).Report;

    private static TrainingSet Curve(int rows, Func<double, double> of)
    {
        float[] x = [.. Enumerable.Range(0, rows).Select(row => (float)(Math.Sqrt(3) * ((2.0 * row / (rows - 1)) - 1)))];
        return new TrainingSet(x, 1, x.Select(value => (float)of(value)).ToArray(), 1);
    }

    private Finding Has(HealthReport report)
    {
        output.WriteLine(report.Describe());
        return Assert.Single(report.Findings, finding => finding.Problem == Problems.BehindBaseline);
    }

    private void HasNot(HealthReport report)
    {
        output.WriteLine(report.Describe());
        Assert.DoesNotContain(report.Findings, finding => finding.Problem == Problems.BehindBaseline);
    }
}
