using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests;

/// <summary>
/// AutoTrainer's motivating case, 34 layers of 128 rectifiers started with Glorot weights: published as dying units, in truth a layer-level
/// collapse (each layer halves the variance) whose last link is the death of units. On faint patterns instead of digits, with Keras' epsilon.
/// </summary>
[Trait("Category", "slow")]
public sealed class ChainTests(ITestOutputHelper output)
{
    private static readonly TrainingSet Train = Tasks.FaintPatterns(1600, 784, 10, 1), Held = Tasks.FaintPatterns(500, 784, 10, 2);

    [Fact]
    public void Thirty_four_glorot_layers_are_reported_as_fading_and_vanishing_and_not_as_death_at_the_start()
    {
        (HealthReport report, TrainingResult result) = Train34("glorot_uniform(gain=1)", epochs: 1);
        output.WriteLine(report.Describe());
        Assert.Equal(50, result.Steps);
        Assert.Equal(Problems.FadingSignal, report.Findings[0].Problem);
        Finding first = Assert.Single(report.Findings, f => f.Problem == Problems.VanishingGradient);
        Assert.Equal(1, first.SinceStep);
        Assert.Contains("weights start too small", first.Advice, StringComparison.Ordinal);
        Assert.InRange(first.Value, 1e-7, 1e-3);
        Assert.DoesNotContain(report.Findings, f => f.Problem == Problems.DeadLayer);
    }

    [Fact]
    public void The_same_layers_started_with_he_have_no_vanishing_gradient_and_as_many_dead_units()
    {
        (HealthReport glorot, _) = Train34("glorot_uniform(gain=1)", epochs: 1);
        (HealthReport he, _) = Train34("he_uniform", epochs: 1);
        Assert.DoesNotContain(he.Findings, f => f.Problem is Problems.VanishingGradient or Problems.ExplodingGradient or Problems.DeadLayer);
        output.WriteLine($"dead in the last layer: glorot {Dead(glorot)}, he {Dead(he)} of 128");
        Assert.InRange(Dead(he), 5, 80);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Units_die_later_while_the_report_names_the_whole_chain_in_its_order(ulong seed)
    {
        (HealthReport report, TrainingResult result) = Train34("glorot_uniform(gain=1)", epochs: 5, seed);
        output.WriteLine($"loss {result.History[^1].TrainLoss:F3}, dead in the last layer by epoch: {string.Join(", ", report.Timeline.Select(frame => frame.Layers[^1].Dead))}");
        Assert.True(result.History[^1].TrainLoss > 2.25, "it learns: the case shows nothing");
        string[] chain = [Problems.FadingSignal, Problems.GradientUnderEpsilon, Problems.BiasStep, Problems.VanishingGradient];
        Assert.Equal(chain, report.Findings.Select(f => f.Problem).Take(4));
        Assert.All(report.Findings.Take(4), finding => Assert.Equal(1, finding.SinceStep));
        Assert.All(report.Findings.Skip(4), finding => Assert.Contains(finding.Problem, (string[])[Problems.DeadUnits, Problems.DeadLayer]));
        Assert.True(report.Timeline[^1].Layers[^1].Dead > 2 * report.Timeline[0].Layers[^1].Silent);
    }

    private static (HealthReport Report, TrainingResult Result) Train34(
        string initialization, int epochs, ulong seed = 1)
    {
        Network network = Nets.Mlp(784, Nets.Deep(34, 128), "relu", 10, seed, initialization);
        return Nets.Watch(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = epochs, BatchSize = 32, Optimizer = "adam(epsilon=1e-7)" }, Held);
    }

    private static int Dead(HealthReport report) => report.Layers[^1].State.Count(state => state == UnitState.Dead);
}
