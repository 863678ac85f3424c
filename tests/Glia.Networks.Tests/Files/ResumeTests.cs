namespace Glia.Networks.Tests.Files;

public class ResumeTests
{
    private static readonly Loss Squared = Loss.Parse("squared");
    private static readonly TrainingSet Train = Toy.Regression(50, 6, 3);
    private static readonly TrainingSet Validation = Toy.Regression(20, 6, 4);

    public static TheoryData<string, string> Pairs
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string optimizer in new[] { "sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw" })
            {
                foreach (string schedule in new[] { "constant", "step(every=2, factor=0.5)", "cosine(warmup=1)", "one_cycle", "plateau(factor=0.5, patience=0)" })
                {
                    data.Add(optimizer, schedule);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Stopping_anywhere_and_resuming_gives_the_same_bits(string optimizer, string schedule)
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 6, BatchSize = 16, Optimizer = optimizer, Schedule = schedule, LearningRate = 0.01, Threads = 1, L2 = 1e-4 };
        (string expected, TrainingResult whole) = Whole(options);
        foreach (long stop in new long[] { 0, 3, 8, 17, 20 })
        {
            string path = folder[$"{stop}.glia"];
            (string hash, TrainingResult result) = Interrupted(options with { CheckpointPath = path }, stop);
            Assert.Equal(expected, hash);
            Assert.Equal(whole.BestEpoch, result.BestEpoch);
            Assert.Equal(whole.Steps, result.Steps);
            Assert.Equal(whole.History.Select(Timeless), result.History.Select(Timeless));
        }
    }

    [Fact]
    public void Stopping_again_and_again_gives_the_same_bits()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 5, BatchSize = 16, LearningRate = 0.01, Threads = 1, CheckpointPath = folder["run.glia"] };
        (string expected, _) = Whole(options with { CheckpointPath = null });
        string hash = string.Empty;
        TrainingResult result = Fit(new Trainer(Make(), Squared, options), 1, ref hash);
        for (long stop = 2; result.Reason == StopReason.Cancelled; stop++)
        {
            using CancellationTokenSource source = new();
            result = Fit(Trainer.Resume(folder["run.glia"], 1, null, Canceller(stop, source)), source, ref hash);
        }

        Assert.Equal(expected, hash);
        Assert.Equal(["run.glia"], folder.Names);
    }

    [Fact]
    public void A_completed_or_early_stopped_run_resumes_to_itself()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 40, Patience = 2, MinimumImprovement = 0.5, BatchSize = 16, Threads = 1, CheckpointPath = folder["run.glia"], CheckpointEvery = 100 };
        Network network = Make();
        TrainingResult first = new Trainer(network, Squared, options).Fit(Train, Validation);
        Assert.Equal(StopReason.EarlyStopped, first.Reason);
        Trainer resumed = Trainer.Resume(folder["run.glia"]);
        TrainingResult second = resumed.Fit(Train, Validation);
        Assert.Equal(StopReason.EarlyStopped, second.Reason);
        Assert.Equal(first.BestEpoch, second.BestEpoch);
        Assert.Equal(network.WeightsSha256(), resumed.Network.WeightsSha256());
    }

    [Fact]
    public void The_metric_of_an_epoch_survives_a_stop_in_its_middle()
    {
        using TemporaryFolder folder = new();
        TrainingOptions options = new() { Epochs = 3, BatchSize = 16, Threads = 1, CheckpointPath = folder["run.glia"] };
        static double Mean(ReadOnlySpan<float> outputs, TrainingSet set)
        {
            double sum = 0;
            foreach (float output in outputs)
            {
                sum += output;
            }

            return sum / set.Rows;
        }

        TrainingResult whole = new Trainer(Make(), Squared, options) { Metric = Mean }.Fit(Train, Validation);
        using CancellationTokenSource source = new();
        new Trainer(Make(), Squared, options, Canceller(6, source)) { Metric = Mean }.Fit(Train, Validation, source.Token);
        Trainer resumed = Trainer.Resume(folder["run.glia"]);
        resumed.Metric = Mean;
        Assert.Equal(whole.History.Select(Timeless), resumed.Fit(Train, Validation).History.Select(Timeless));
    }

    [Fact]
    public void Other_rows_are_refused()
    {
        using TemporaryFolder folder = new();
        new Trainer(Make(), Squared, new TrainingOptions { Epochs = 1, CheckpointPath = folder["run.glia"] }).Fit(Train, Validation);
        GliaException exception = Assert.Throws<GliaException>(() => Trainer.Resume(folder["run.glia"]).Fit(Validation, Train));
        Assert.Contains("other rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains(folder["run.glia"], exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_loss_is_refused()
    {
        using TemporaryFolder folder = new();
        new Trainer(Make(), Squared, new TrainingOptions { Epochs = 1, CheckpointPath = folder["run.glia"] }).Fit(Train, Validation);
        Assert.Throws<GliaException>(() => Trainer.Resume(folder["run.glia"], loss: Loss.Parse("absolute")));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_an_error_that_names_it()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder["no such folder"], "run.glia");
        Network network = Make();
        GliaException exception = Assert.Throws<GliaException>(() => new Trainer(network, Squared, new TrainingOptions { Epochs = 1, CheckpointPath = path }).Fit(Train));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    private static Network Make() => Network.Create(6, Toy.Everything(1), 9);

    private static EpochRecord Timeless(EpochRecord epoch) => epoch with { Seconds = 0, RowsPerSecond = 0 };

    private static (string Hash, TrainingResult Result) Whole(TrainingOptions options)
    {
        Network network = Make();
        TrainingResult result = new Trainer(network, Squared, options).Fit(Train, Validation);
        return (network.WeightsSha256(), result);
    }

    private static (string Hash, TrainingResult Result) Interrupted(TrainingOptions options, long stop)
    {
        string hash = string.Empty;
        Assert.Equal(StopReason.Cancelled, Fit(new Trainer(Make(), Squared, options), stop, ref hash).Reason);
        Trainer resumed = Trainer.Resume(options.CheckpointPath!, threads: 1);
        TrainingResult result = resumed.Fit(Train, Validation);
        return (resumed.Network.WeightsSha256(), result);
    }

    private static TrainingResult Fit(Trainer trainer, long stop, ref string hash)
    {
        using CancellationTokenSource source = new();
        if (stop == 0)
        {
            source.Cancel();
        }

        Trainer watched = new(trainer.Network, trainer.Loss, trainer.Options, Canceller(stop, source));
        return Fit(watched, source, ref hash);
    }

    private static TrainingResult Fit(Trainer trainer, CancellationTokenSource source, ref string hash)
    {
        TrainingResult result = trainer.Fit(Train, Validation, source.Token);
        hash = trainer.Network.WeightsSha256();
        return result;
    }

    private static Stopper Canceller(long stop, CancellationTokenSource source) => new Stopper(stop, source);

    private sealed class Stopper(long stop, CancellationTokenSource source) : IStepObserver
    {
        public bool Watches(long step) => step == stop;

        public void StepEnded(in StepView step) => source.Cancel();
    }
}
