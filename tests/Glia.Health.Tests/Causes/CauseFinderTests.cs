using Glia.Health.Causes;
using Glia.Health.Tests.Support;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Causes;

public sealed class CauseFinderTests(ITestOutputHelper output)
{
    private static readonly TrainingOptions Usual = new() { Epochs = 30, BatchSize = 20, Optimizer = "sgd", LearningRate = 0.1, KeepBest = false, Threads = 1 };

    [Theory]
    [InlineData("sgd", "constant")]
    [InlineData("adam", "one_cycle")]
    [InlineData("rmsprop", "plateau(factor=0.5, patience=1)")]
    public void The_replay_with_nothing_changed_is_the_training_to_the_bit(string optimizer, string schedule)
    {
        TrainingSet train = Tasks.Circles(200, 1), held = Tasks.Circles(100, 2);
        HealthMonitor monitor = new();
        Network network = Network.Create(2, [new DenseSpec(16), new BatchNormSpec(), new ActivationSpec("relu"), new DropoutSpec(0.3), new DenseSpec(1)], 1);
        TrainingOptions options = Usual with { Epochs = 90, Optimizer = optimizer, Schedule = schedule, Threads = 2 };
        TrainingResult result = new Trainer(network, Loss.Parse("binary_cross_entropy"), options, monitor).Fit(train, held, TestContext.Current.CancellationToken);
        IReadOnlyList<TrainingState> states = monitor.Record().Snapshots.States;
        Assert.True(states.Count > 3 && states[0].Step == 0);
        foreach (TrainingState state in states)
        {
            Trainer again = Trainer.From(state, Replay.Options(state));
            again.Rule = new EndAt(result.Steps);
            Replay.Run(again, train, held, TestContext.Current.CancellationToken);
            Assert.Equal(network.WeightsSha256(), again.Network.WeightsSha256());
        }
    }

    [Fact]
    public void Biases_set_far_below_zero_are_the_cause_that_is_named()
    {
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        network.Dense(0).Bias.Values.Fill(-8);
        CauseReport cause = Explain(network, Tasks.Circles(300, 1), Usual).Single(each => each.Layer == "1 relu");
        Assert.Equal(Problems.DeadLayer, cause.Problem);
        Assert.Equal("biases_reset", cause.Earliest?.Factor);
        Assert.Equal(0, cause.Unchanged.Live);
        Assert.Equal("born_dead", cause.Chain[0].Event);
        Assert.DoesNotContain(cause.Experiments, each => each.Suffices && each.Kind is CauseKind.Optimizer or CauseKind.StepSize);
    }

    [Fact]
    public void Inputs_far_off_centre_are_the_cause_that_is_named()
    {
        // All inputs of a row are nearly −10: the sign of the sum of a unit's weights decides, and with the weights below negative for it all are silent.
        TrainingSet circles = Tasks.Circles(300, 1);
        TrainingSet off = circles with { X = circles.X.ToArray().Select(x => x - 10).ToArray() };
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        foreach (ref float weight in network.Dense(0).Weights.Values)
        {
            weight = Math.Abs(weight) + 0.05f;
        }

        CauseReport cause = Explain(network, off, Usual).Single(each => each.Layer == "1 relu");
        Assert.Equal("inputs_centred", cause.Earliest?.Factor);
        Assert.Equal(16, cause.Earliest?.Live);
    }

    [Fact]
    public void A_training_that_breaks_in_its_first_step_is_explained_too()
    {
        Network network = Nets.Mlp(2, [5, 5, 5, 5], "exponential", 1, 1);
        foreach (DenseLayer layer in network.Layers.OfType<DenseLayer>())
        {
            layer.Weights.Values.Fill(2);
        }

        IReadOnlyList<CauseReport> causes = Explain(network, Tasks.Circles(300, 1), Usual with { LearningRate = 1e-3 });
        CauseReport cause = Assert.Single(causes, each => each.Problem == Problems.NonFinite);
        Assert.False(cause.Unchanged.IsGone);
        Assert.Contains(cause.Experiments, each => each is { WasRun: true, IsGone: true, Loss: > 0 });
    }

    [Fact]
    public void A_rate_that_throws_units_out_is_the_cause_that_is_named()
    {
        IReadOnlyList<CauseReport> causes = Explain(Nets.Mlp(2, [16, 16], "relu", 1, 1), Tasks.Circles(300, 1), Usual with { LearningRate = 10 });
        Assert.NotEmpty(causes);
        foreach (CauseReport cause in causes.Where(each => each.Units > 3 || each.Problem == Problems.ExplodingGradient))
        {
            Assert.Equal(CauseKind.StepSize, cause.Earliest?.Kind);
            Assert.Contains(cause.Earliest!.Repeats, (int[])[2, 6]);
            Assert.Equal(cause.Earliest.Repeats, cause.Earliest.RepeatsThatSuffice);
            Assert.Equal(cause.Earliest.Repeats == 6, cause.Summary.Contains("hair's breadth", StringComparison.Ordinal));
            Assert.All(cause.Experiments.Where(each => each.IsChance), each => Assert.DoesNotContain(each.Text, cause.Summary, StringComparison.Ordinal));
            Assert.True(cause.Units == 0 || cause.Chain.Any(link => link.Event == "units_die"));
        }
    }

    [Fact]
    public void One_poisoned_batch_is_found_by_leaving_it_out()
    {
        // A row a thousand times too large comes up once an epoch; within one epoch one batch has it.
        TrainingSet circles = Tasks.Circles(4000, 1);
        float[] x = circles.X.ToArray();
        (x[246], x[247]) = (2000, -3000);
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        IReadOnlyList<CauseReport> causes = Explain(network, circles with { X = x }, Usual with { Epochs = 1 });
        CauseReport cause = causes.First(each => each.Problem is Problems.ExplodingGradient);
        Assert.Contains(cause.Chain, link => link.Event == "gradient_bursts");
        Assert.Equal("batch_left_out", cause.Earliest?.Factor);
        Assert.Contains(cause.Experiments, each => each is { Factor: "gradient_clipped", Suffices: true });
    }

    [Theory]
    [InlineData(300, 0.01)]
    [InlineData(1000, 0.001)]
    public void A_change_that_ends_where_the_best_constant_answer_is_does_not_suffice(float scale, double rate)
    {
        // Inputs far too large: the loss of the beginning is so high that nearly anything falls from there, also to a network that gives one answer to all.
        TrainingSet circles = Tasks.Circles(300, 1);
        TrainingSet large = circles with { X = circles.X.ToArray().Select(x => x * scale).ToArray() };
        IReadOnlyList<CauseReport> causes = Explain(Nets.Mlp(2, [16, 16], "relu", 1, 1), large, Usual with { LearningRate = rate });
        ExperimentResult[] all = [.. causes.SelectMany(cause => cause.Experiments)];
        double guess = 0.99 * Math.Log(2);
        Assert.Contains(all, each => each.IsGone && each.Loss > guess);
        Assert.DoesNotContain(all, each => each.Suffices && each.Loss > guess);
    }

    [Fact]
    public void A_deep_sigmoid_network_wants_another_structure()
    {
        Network network = Nets.Mlp(2, Nets.Deep(8, 5), "sigmoid", 1, 1, "he_uniform");
        TrainingOptions options = Usual with { Optimizer = "adam", LearningRate = 1e-3, Epochs = 40, BatchSize = 32 };
        CauseReport cause = Explain(network, Tasks.Circles(400, 1), options).First(each => each.Problem == Problems.VanishingGradient);
        Assert.Equal(0, cause.Units);
        Assert.False(cause.Unchanged.IsGone);
        Assert.Null(cause.Unchanged.Live);
        Assert.Contains(cause.Experiments, each => each is { Kind: CauseKind.Structure, WasRun: true });
        Assert.Contains(cause.Chain, link => link.Event == "gradient_vanishes");
    }

    [Fact]
    public void Results_do_not_depend_on_how_many_run_at_once()
    {
        string[] tables = [.. Enumerable.Range(1, 3).Select(parallel =>
        {
            Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
            IReadOnlyList<CauseReport> causes = Explain(network, Tasks.Circles(200, 1), Usual with { LearningRate = 100, Epochs = 10 }, parallel);
            return string.Join('\n', causes.SelectMany(cause => cause.Experiments).Select(each => $"{each.Factor} {each.Live} {each.Loss:R} {each.Steps}"));
        })];
        Assert.Single(tables.Distinct());
        Assert.Contains("learning_rate_half", tables[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_training_itself_is_not_touched_and_a_cancelled_search_keeps_what_it_has()
    {
        (HealthMonitor monitor, Network network, HealthReport report) = Train(Nets.Mlp(2, [16, 16], "relu", 1, 1), Tasks.Circles(200, 1), Usual with { LearningRate = 100 });
        string before = network.WeightsSha256();
        using CancellationTokenSource source = new();
        Stopper stopper = new(source, 3);
        HealthReport explained = new CauseFinder(monitor, new CauseOptions { Steps = 200, Parallel = 1 }).Explain(report, stopper, source.Token);
        Assert.Equal(before, network.WeightsSha256());
        Assert.NotEmpty(explained.Deaths);
        CauseReport cause = explained.Causes[0];
        Assert.Contains(cause.Experiments, each => each.WasRun);
        Assert.Contains(cause.Experiments, each => !each.WasRun);
    }

    [Fact]
    public void Without_states_or_time_nothing_is_said()
    {
        HealthMonitor monitor = new(new HealthOptions { SnapshotBytes = 0 });
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 1);
        TrainingSet train = Tasks.Circles(200, 1);
        new Trainer(network, Loss.Parse("binary_cross_entropy"), Usual with { LearningRate = 100 }, monitor).Fit(train, cancel: TestContext.Current.CancellationToken);
        HealthReport report = monitor.Report(network, train.X, train.Rows);
        Assert.NotEmpty(report.Findings);
        Assert.Same(report, new CauseFinder(monitor).Explain(report, null, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => new CauseFinder(monitor, new CauseOptions { Seconds = 0 }).Explain(report, null, TestContext.Current.CancellationToken));
    }

    private IReadOnlyList<CauseReport> Explain(Network network, TrainingSet train, TrainingOptions options, int parallel = 2)
    {
        (HealthMonitor monitor, _, HealthReport report) = Train(network, train, options);
        Assert.NotEmpty(report.Findings);
        HealthReport explained = new CauseFinder(monitor, new CauseOptions { Steps = 600, Parallel = parallel }).Explain(report, null, TestContext.Current.CancellationToken);
        foreach (CauseReport cause in explained.Causes)
        {
            output.WriteLine(cause.Show());
        }

        return explained.Causes;
    }

    private static (HealthMonitor Monitor, Network Network, HealthReport Report) Train(Network network, TrainingSet train, TrainingOptions options)
    {
        HealthMonitor monitor = new();
        string loss = "binary_cross_entropy";
        new Trainer(network, Loss.Parse(loss), options, monitor).Fit(train, cancel: TestContext.Current.CancellationToken);
        return (monitor, network, monitor.Report(network, train.X, train.Rows));
    }

    private sealed class Stopper(CancellationTokenSource source, int after) : IProgress<CauseProgress>
    {
        public void Report(CauseProgress value)
        {
            if (value.Done >= after)
            {
                source.Cancel();
            }
        }
    }
}
