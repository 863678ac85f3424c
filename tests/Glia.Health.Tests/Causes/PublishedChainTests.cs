using System.Diagnostics;
using Glia.Health.Causes;
using Glia.Health.Deaths;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Causes;

/// <summary>
/// AutoTrainer's motivating case (ICSE 2021): 34 hidden layers of 128 rectifiers, Glorot uniform, Adam, batches of 32. Published as "dying ReLU"; it is a chain
/// that begins with the initialisation, and each of He's variance, a tiny ε, a tenth of the rate and frozen biases breaks it.
/// </summary>
public sealed class PublishedChainTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "slow")]
    public void The_chain_of_the_34_layer_case_is_found_unaided()
    {
        TrainingSet train = Tasks.FaintPatterns(2000, 784, 10, 1, strength: 0.8f);
        Network network = Nets.Mlp(784, Nets.Deep(34, 128), "relu", 10, 1, "glorot_uniform");
        TrainingOptions options = new() { Epochs = 24, BatchSize = 32, Optimizer = "adam(epsilon=1e-7)", KeepBest = false, Seed = 1 };
        HealthMonitor monitor = new();
        TrainingResult result = new Trainer(network, Loss.Parse("softmax_cross_entropy"), options, monitor)
            .Fit(train, cancel: TestContext.Current.CancellationToken);
        HealthReport report = monitor.Report(network, train.X[..(300 * 784)], 300);
        output.WriteLine($"{result.Steps} steps in {result.Seconds:F1} s, loss {result.History[^1].TrainLoss}");
        Stopwatch clock = Stopwatch.StartNew();
        HealthReport explained = new CauseFinder(monitor, new CauseOptions { Seconds = 500, Steps = 1500 })
            .Explain(report, null, TestContext.Current.CancellationToken);
        output.WriteLine($"explained in {clock.Elapsed.TotalSeconds:F1} s");
        foreach (CauseReport cause in explained.Causes)
        {
            output.WriteLine(cause.Show());
        }

        foreach (UnitDeath death in explained.Deaths.Take(5))
        {
            output.WriteLine($"{death.Layer} {death.Unit} step {death.Step}: {death.MeanBefore:G3} → {death.MeanAfter:G3} (max {death.MaxBefore:G3} → {death.MaxAfter:G3}), bias {death.BiasShare:P0} weights {death.WeightShare:P0} inputs {death.InputShare:P0}");
        }

        Assert.NotEmpty(explained.Causes);
        foreach (CauseReport cause in explained.Causes.Where(each => each.Problem is Problems.DeadLayer or Problems.VanishingGradient))
        {
            string[] suffice = [.. cause.Experiments.Where(each => each.Suffices).Select(each => each.Factor)];
            Assert.Subset(suffice.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { "start_rescaled", "epsilon_tiny", "learning_rate_tenth", "biases_frozen" });
            Assert.Equal(CauseKind.Initialization, cause.Earliest?.Kind);
            Assert.Equal("signal_collapses", cause.Chain.First(link => link.Event != "born_dead").Event);
        }
    }
}
