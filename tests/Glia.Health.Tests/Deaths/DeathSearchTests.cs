using Glia.Health.Causes;
using Glia.Health.Deaths;
using Glia.Health.Tests.Support;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Deaths;

/// <summary>Killing updates found by replay equal those found by looking at every row after every update of the training itself.</summary>
public sealed class DeathSearchTests(ITestOutputHelper output)
{
    /// <summary>The learning-rate ladder: circles, 2-16-16-1.</summary>
    [Theory]
    [InlineData("sgd", 0.1)]
    [InlineData("sgd", 1)]
    [InlineData("sgd", 10)]
    [InlineData("sgd", 100)]
    [InlineData("momentum", 1)]
    [InlineData("adam", 0.3)]
    [InlineData("rmsprop", 0.3)]
    public void Killing_updates_are_those_of_brute_force(string optimizer, double rate)
    {
        int found = 0;
        for (ulong seed = 1; seed <= 4; seed++)
        {
            TrainingSet train = Tasks.Circles(200, seed);
            Network network = Nets.Mlp(2, [16, 16], "relu", 1, seed);
            TrainingOptions options = new() { Epochs = 30, BatchSize = 20, Optimizer = optimizer, LearningRate = rate, Seed = seed, KeepBest = false };
            found += Compare(network, train, options, exact: true);
        }

        output.WriteLine($"{optimizer} {rate}: {found} deaths");
        Assert.True(rate < 1 || found > 0);
    }

    [Fact]
    public void Normalisation_and_dropout_do_not_disturb_it()
    {
        TrainingSet train = Tasks.Circles(200, 3);
        Network network = Network.Create(
            2,
            [new DenseSpec(16), new BatchNormSpec(), new ActivationSpec("relu"), new DropoutSpec(0.2), new DenseSpec(16), new ActivationSpec("relu"), new DenseSpec(1)],
            3);
        TrainingOptions options = new() { Epochs = 30, BatchSize = 20, Optimizer = "sgd", LearningRate = 10, KeepBest = false };
        int found = Compare(network, train, options, exact: false);
        output.WriteLine($"{found} deaths");
        Assert.True(found > 0);
    }

    [Fact]
    public void The_parts_add_up_to_the_jump_and_say_what_moved()
    {
        TrainingSet train = Tasks.Circles(200, 1);
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        TrainingOptions options = new() { Epochs = 30, BatchSize = 20, Optimizer = "sgd", LearningRate = 10, KeepBest = false };
        (HealthReport report, TrainingResult result, _) = Train(network, train, options);
        Assert.NotEmpty(report.Deaths);
        foreach (UnitDeath death in report.Deaths)
        {
            Assert.InRange(death.Step, 1, result.Steps);
            Assert.Equal((int)((death.Step - 1) / 10) + 1, death.Epoch);
            Assert.Equal(20, death.BatchRows.Count);
            Assert.All(death.BatchRows, row => Assert.InRange(row, 0, 199));
            Assert.True(death.MaxBefore > 0 && death.MaxAfter <= 0);
            Assert.Equal(death.Jump, death.ByBias + death.ByWeights + death.ByInputs, 1e-9 * Math.Abs(death.Jump));
            Assert.Equal(1, death.BiasShare + death.WeightShare + death.InputShare, 1e-12);
            Assert.Equal(10, death.LearningRate);
            Assert.True(death.GradientNorm > 0);
        }
    }

    [Fact]
    public void A_bias_thrown_by_hand_is_the_bias_part()
    {
        // One unit's bias is put to −100 by a rule at step 25: nothing else of it changes in that moment but by a usual step.
        TrainingSet train = Tasks.Circles(200, 2);
        Network network = Nets.Mlp(2, [8], "relu", 1, 2);
        TrainingOptions options = new() { Epochs = 10, BatchSize = 20, Optimizer = "sgd", LearningRate = 0.01, KeepBest = false, Threads = 1 };
        HealthMonitor monitor = new();
        Trainer trainer = new(network, Loss.Parse("binary_cross_entropy"), options, monitor) { Rule = new Thrown(25) };
        trainer.Fit(train, cancel: TestContext.Current.CancellationToken);
        HealthReport report = monitor.Report(network, train.X, train.Rows);
        Assert.Contains(3, Assert.Single(report.Findings, finding => finding.Layer == "1 relu").Units);

        // The replay knows nothing of the rule: in it the unit does not die, and no death is made up.
        Assert.Empty(new CauseFinder(monitor).Explain(report, null, TestContext.Current.CancellationToken).Deaths);
    }

    [Fact]
    public void Healthy_and_sparse_networks_start_no_experiment()
    {
        int healthy = 0;
        for (ulong seed = 1; seed <= 16; seed++)
        {
            TrainingSet train = Tasks.Circles(200, seed);
            HealthMonitor monitor = new();
            Network network = Nets.Mlp(2, [8, 8], "relu", 1, seed);

            // A selective unit: it fires on the outermost rows only.
            network.Dense(0).Bias.Values[0] = -1.5f * network.Dense(0).Weights.Values[0];
            new Trainer(network, Loss.Parse("binary_cross_entropy"), new TrainingOptions { Epochs = 60, BatchSize = 20, Threads = 1 }, monitor)
                .Fit(train, cancel: TestContext.Current.CancellationToken);
            HealthReport report = monitor.Report(network, train.X, train.Rows);
            Told told = new();
            if (report.Findings.Count == 0)
            {
                healthy++;
                Assert.Same(report, new CauseFinder(monitor).Explain(report, told, TestContext.Current.CancellationToken));
                Assert.Equal(0, told.Count);
            }
        }

        Assert.True(healthy >= 3, $"{healthy} of 16");
    }

    private int Compare(Network network, TrainingSet train, TrainingOptions options, bool exact)
    {
        (HealthReport report, _, DeathTwin twin) = Train(network, train, options);
        int found = 0;
        foreach (LayerHealth layer in report.Layers)
        {
            for (int unit = 0; unit < layer.Units; unit++)
            {
                UnitDeath? death = report.Deaths.SingleOrDefault(each => each.Layer == layer.Name && each.Unit == unit);

                // A training that broke leaves the last good weights: what is dead with those may have fired at its end, and then nothing killed it.
                if (layer.State[unit] == UnitState.Dead && layer.LastFiredStep[unit] > 0 && twin.Death(layer.Name, unit) is not null)
                {
                    Assert.NotNull(death);
                    Assert.True(death.IsExact);
                    Assert.True(!exact || twin.Death(layer.Name, unit) == death.Step, $"{layer.Name} {unit}: {death.Step}, brute force {twin.Death(layer.Name, unit)}");
                    Assert.True(twin.Death(layer.Name, unit) <= death.Step);
                    found++;
                }
                else
                {
                    Assert.Null(death);
                }
            }
        }

        return found;
    }

    private static (HealthReport Report, TrainingResult Result, DeathTwin Twin) Train(Network network, TrainingSet train, TrainingOptions options)
    {
        HealthMonitor monitor = new();
        DeathTwin twin = new(train);
        TrainingResult result = new Trainer(network, Loss.Parse("binary_cross_entropy"), options with { Threads = 1 }, monitor, twin).Fit(train);
        HealthReport report = monitor.Report(network, train.X, train.Rows);
        return (new CauseFinder(monitor, new CauseOptions { Steps = 1 }).Explain(report), result, twin);
    }

    private sealed class Thrown(long at) : IStepRule
    {
        public void Updated(long step, Network network)
        {
            if (step == at)
            {
                network.Dense(0).Bias.Values[3] = -100;
            }
        }
    }

    private sealed class Told : IProgress<CauseProgress>
    {
        public int Count { get; private set; }

        public void Report(CauseProgress value) => Count++;
    }
}
