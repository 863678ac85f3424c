namespace Glia.Networks.Tests.Training;

public class TrainingStateTests
{
    private static readonly Loss Squared = Loss.Parse("squared");
    private static readonly TrainingSet Train = Toy.Regression(50, 6, 3);
    private static readonly TrainingSet Validation = Toy.Regression(20, 6, 4);

    public static TheoryData<string, string, int> Runs
    {
        get
        {
            TheoryData<string, string, int> data = [];
            foreach (string optimizer in new[] { "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw" })
            {
                foreach (string schedule in new[] { "constant", "step(every=2, factor=0.5)", "cosine(warmup=1)", "one_cycle", "plateau(factor=0.5, patience=0)" })
                {
                    data.Add(optimizer, schedule, 1);
                    data.Add(optimizer, schedule, 2);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Going_on_from_any_step_gives_the_same_bits(string optimizer, string schedule, int threads)
    {
        TrainingOptions options = Options with { Optimizer = optimizer, Schedule = schedule, L2 = 1e-4, Threads = threads };
        Keeper keeper = new(_ => true);
        Trainer whole = new(Make(), Squared, options, keeper);
        TrainingResult expected = whole.Fit(Train, Validation);
        Assert.Equal(expected.Steps + 1, keeper.States.Count);
        foreach (TrainingState state in keeper.States)
        {
            Trainer again = Trainer.From(state);
            TrainingResult result = again.Fit(Train, Validation);
            Assert.Equal(whole.Network.WeightsSha256(), again.Network.WeightsSha256());
            Assert.Equal(expected.History.Select(Timeless), result.History.Select(Timeless));
            Assert.Equal((expected.BestEpoch, expected.Steps, expected.Reason), (result.BestEpoch, result.Steps, result.Reason));
        }
    }

    [Fact]
    public void A_state_does_not_change_while_trainings_go_on_from_it()
    {
        TrainingState state = StateAt(7, Options);
        float[] before = state.Values.ToArray();
        string[] hashes = new string[4];
        Parallel.For(0, hashes.Length, i =>
        {
            Trainer trainer = Trainer.From(state, state.Options with { Threads = 1 });
            trainer.Fit(Train, Validation);
            hashes[i] = trainer.Network.WeightsSha256();
        });
        Assert.Single(hashes.Distinct());
        Assert.Equal(before, state.Values.ToArray());
    }

    [Fact]
    public void A_rule_that_says_nothing_changes_no_bit()
    {
        Assert.Equal(Run(Options, null).WeightsSha256(), Run(Options, new Rule()).WeightsSha256());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_rule_that_ends_a_training_leaves_the_weights_of_the_moment(long step)
    {
        TrainingState state = StateAt(step, Options with { KeepBest = true });
        Trainer trainer = new(Make(), Squared, Options with { KeepBest = true }) { Rule = new Rule { Last = step } };
        TrainingResult result = trainer.Fit(Train, Validation);
        Assert.Equal((StopReason.Stopped, step), (result.Reason, result.Steps));
        Assert.Equal(state.Values.ToArray(), trainer.Network.Values.ToArray());
        Assert.Equal(state.StateValues.ToArray(), trainer.Network.StateValues.ToArray());
    }

    [Fact]
    public void An_update_left_out_leaves_the_weights_and_counts_as_a_step()
    {
        Keeper keeper = new(_ => true);
        Trainer trainer = new(Make(), Squared, Options, keeper) { Rule = new Rule { LeftOut = 6 } };
        TrainingResult result = trainer.Fit(Train, Validation);
        float[][] values = [.. keeper.States.Select(state => state.Values.ToArray())];
        Assert.Equal(16, result.Steps);
        Assert.Equal(values[5], values[6]);
        Assert.NotEqual(values[6], values[7]);
        Assert.Equal(StateAt(5, Options).Values.ToArray(), values[5]);
    }

    [Fact]
    public void A_learning_rate_by_rule_is_that_rate()
    {
        Network ruled = Run(Options, new Rule { Rate = (_, rate) => rate / 2 });
        Network told = Run(Options with { LearningRate = Options.LearningRate / 2 }, null);
        Assert.Equal(told.WeightsSha256(), ruled.WeightsSha256());
        Assert.NotEqual(Run(Options, null).WeightsSha256(), ruled.WeightsSha256());
    }

    [Fact]
    public void Values_put_back_after_an_update_are_frozen()
    {
        Network network = Run(Options, new Rule { After = n => n.Parameters[1].Values.Fill(0.25f) });
        Assert.All(network.Parameters[1].Values.ToArray(), value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void What_an_optimizer_of_the_same_kind_remembers_goes_along()
    {
        // One step with the same numbers written out is the same step; another kind starts afresh, as a new training does.
        TrainingState state = StateAt(5, Options);
        static float[] Next(TrainingState from, string optimizer)
        {
            Trainer trainer = Trainer.From(from, from.Options with { Optimizer = optimizer });
            trainer.Rule = new Rule { Last = 6 };
            trainer.Fit(Train, Validation);
            return trainer.Network.Values.ToArray();
        }

        Assert.Equal(StateAt(6, Options).Values.ToArray(), Next(state, "adam(beta1=0.9, beta2=0.999, epsilon=1e-8)"));

        // The first step of a momentum that starts from nothing is that of plain descent; one that remembers goes further.
        Assert.Equal(Next(StateAt(5, Options with { Optimizer = "sgd" }), "sgd"), Next(StateAt(5, Options with { Optimizer = "sgd" }), "momentum"));
        TrainingState momentum = StateAt(5, Options with { Optimizer = "momentum" });
        Assert.NotEqual(Next(momentum, "sgd"), Next(momentum, "momentum"));
    }

    [Fact]
    public void Other_numbers_of_rows_or_steps_are_refused()
    {
        TrainingState state = StateAt(5, Options);
        GliaException rows = Assert.Throws<GliaException>(() => Trainer.From(state).Fit(Validation));
        Assert.Contains("50 rows in 4 steps an epoch; these are 20 rows in 2", rows.Message, StringComparison.Ordinal);
        Assert.Throws<GliaException>(() => Trainer.From(state, Options with { BatchSize = 10 }).Fit(Train));
    }

    [Fact]
    public void A_state_says_where_it_stands_and_what_it_takes()
    {
        TrainingState state = StateAt(6, Options);
        Assert.Equal((6L, 1, 2, 4), (state.Step, state.Epoch, state.StepInEpoch, state.StepsPerEpoch));
        Assert.InRange(state.Bytes, 12 * state.Values.Length, (12 * (state.Values.Length + 16)) + (4 * state.StateValues.Length));
        Assert.Equal(state.Values.ToArray(), state.ToNetwork().Values.ToArray());
        Assert.Null(state.Options.CheckpointPath);
    }

    [Fact]
    public void The_rows_of_every_step_are_known()
    {
        Rows seen = new();
        TrainingState state = StateAt(3, Options);
        new Trainer(Make(), Squared, Options, seen).Fit(Train, Validation);
        Assert.Equal(16, seen.Of.Count);
        Assert.All(seen.Of, (rows, i) => Assert.Equal(rows, state.RowsOf(i + 1)));
        Assert.Equal([16, 16, 16, 2], seen.Of.Take(4).Select(rows => rows.Length));
        Assert.Equal(Enumerable.Range(0, 50), seen.Of.Take(4).SelectMany(rows => rows).Order());
    }

    private sealed class Rows : IStepObserver
    {
        public List<int[]> Of { get; } = [];

        public void StepEnded(in StepView step) => Of.Add(step.RowNumbers.ToArray());
    }

    private static TrainingOptions Options => new() { Epochs = 4, BatchSize = 16, LearningRate = 0.01, Threads = 1, KeepBest = false };

    private static Network Make() => Network.Create(6, Toy.Everything(1), 9);

    private static Network Run(TrainingOptions options, IStepRule? rule)
    {
        Trainer trainer = new(Make(), Squared, options) { Rule = rule };
        trainer.Fit(Train, Validation);
        return trainer.Network;
    }

    private static TrainingState StateAt(long step, TrainingOptions options)
    {
        Keeper keeper = new(s => s == step);
        new Trainer(Make(), Squared, options, keeper).Fit(Train, Validation);
        return Assert.Single(keeper.States);
    }

    private static EpochRecord Timeless(EpochRecord epoch) => epoch with { Seconds = 0, RowsPerSecond = 0 };

    private sealed class Keeper(Func<long, bool> keeps) : IStepObserver
    {
        public List<TrainingState> States { get; } = [];

        public bool Watches(long step) => false;

        public bool Keeps(long step) => keeps(step);

        public void Kept(TrainingState state) => States.Add(state);
    }

    private sealed class Rule : IStepRule
    {
        public long LeftOut { get; init; }

        public long Last { get; init; }

        public Func<long, double, double>? Rate { get; init; }

        public Action<Network>? After { get; init; }

        public double LearningRate(long step, double rate) => Rate is null ? rate : Rate(step, rate);

        public bool Updates(long step) => step != LeftOut;

        public void Updated(long step, Network network) => After?.Invoke(network);

        public bool Ends(long step) => step == Last;
    }
}
