using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests;

/// <summary>
/// Networks whose faults are published (AutoTrainer, ICSE 2021; DeepDiagnosis, ICSE 2022), rebuilt on circles: width 5, He uniform, Adam 1e-3,
/// batch 128. The label is what the network did, not what the paper called it.
/// </summary>
[Trait("Category", "slow")]
public sealed class PublishedCasesTests(ITestOutputHelper output)
{
    private static readonly TrainingSet Train = Tasks.Circles(700, 1, 1), Held = Tasks.Circles(300, 2, 1);

    [Theory]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(13)]
    public void Deep_sigmoid_networks_that_do_not_learn_are_found_to_lose_their_gradient(int depth)
    {
        (int stuck, int found, int alarms) = (0, 0, 0);
        for (ulong seed = 1; seed <= 10; seed++)
        {
            (HealthReport report, double share) = Run("sigmoid", depth, "he_uniform(gain=1.414)", 100, seed);
            bool fails = share > 0.95;
            bool says = report.Findings.Any(f => f.Problem == Problems.VanishingGradient);
            (stuck, found, alarms) = (stuck + (fails ? 1 : 0), found + (fails && says ? 1 : 0), alarms + (!fails && says ? 1 : 0));
        }

        output.WriteLine($"sigmoid depth {depth}: {stuck} of 10 do not learn, {found} of them found, {alarms} alarms on those that do");
        Assert.Equal(stuck, found);
        Assert.Equal(0, alarms);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(17)]
    public void Deep_tanh_networks_that_learn_have_no_finding(int depth)
    {
        (int learned, int alarms, int above) = (0, 0, 0);
        for (ulong seed = 1; seed <= 8; seed++)
        {
            (HealthReport report, double share) = Run("tanh", depth, "he_uniform(gain=1.414)", 150, seed);
            double ratio = report.Timeline.Max(frame => frame.Layers.Aggregate(1.0, (product, layer) => product * (layer.BackwardGain ?? 1)));
            bool learns = share < 0.8;
            (learned, alarms, above) = (learned + (learns ? 1 : 0), alarms + (learns ? report.Findings.Count : 0), above + (learns && ratio > 70 ? 1 : 0));
        }

        output.WriteLine($"tanh depth {depth}: {learned} of 8 learn, {above} of them with a gradient ratio above 70 at some time, {alarms} findings");
        Assert.Equal(0, alarms);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    public void Networks_born_dead_have_a_dead_layer_and_no_vanishing_gradient(int depth)
    {
        int bornDead = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Network network = Nets.Mlp(2, Nets.Deep(depth, 5), "relu", 1, seed, "he_uniform");
            bool dead = Exhaustive.Fired(network, Train.X.Span, Train.Rows).Values.Any(layer => layer.All(fired => fired == 0));
            (HealthReport report, _) = Nets.Watch(network, Train, "binary_cross_entropy", new TrainingOptions { Epochs = 3, BatchSize = 128 }, Held);
            bornDead += dead ? 1 : 0;
            if (dead)
            {
                Assert.Contains(report.Findings, f => f.Problem == Problems.DeadLayer);
                Assert.DoesNotContain(report.Findings, f => f.Problem == Problems.VanishingGradient);
            }
        }

        output.WriteLine($"relu depth {depth}: {bornDead} of 20 born dead, all found");
        Assert.InRange(bornDead, 1, 12);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void Tiny_weights_published_as_dying_rectifiers_are_found_to_vanish(int depth)
    {
        int found = 0;
        for (ulong seed = 1; seed <= 8; seed++)
        {
            (HealthReport report, double share) = Run("relu", depth, "he_uniform(gain=0.0645)", 30, seed);
            found += report.Findings.Any(f => f.Problem is Problems.VanishingGradient or Problems.DeadLayer) ? 1 : 0;
        }

        output.WriteLine($"tiny relu depth {depth}: {found} of 8 found");
        Assert.Equal(8, found);
    }

    private static (HealthReport Report, double LossShare) Run(string activation, int depth, string initialization, int epochs, ulong seed)
    {
        Network network = Nets.Mlp(2, Nets.Deep(depth, 5), activation, 1, seed, initialization);
        TrainingOptions options = new() { Epochs = epochs, BatchSize = 128, LearningRate = 1e-3, Seed = seed };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, Train, "binary_cross_entropy", options, Held);
        return (report, result.History[^1].TrainLoss / 0.693);
    }
}
