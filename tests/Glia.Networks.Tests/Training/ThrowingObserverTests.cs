using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Training;

/// <summary>Whatever an observer throws, and whenever: the training ends with the bits of one that nobody watches, and says who threw.</summary>
public sealed class ThrowingObserverTests
{
    private static readonly TrainingSet Train = Toy.Regression(60, 6, 3);

    [Theory]
    [InlineData("starting", 0)]
    [InlineData("started", 0)]
    [InlineData("watches", 2)]
    [InlineData("compares", 2)]
    [InlineData("step", 3)]
    [InlineData("keeps", 2)]
    [InlineData("epoch", 3)]
    [InlineData("finished", 9)]
    public void Training_goes_on_with_the_same_bits_and_the_failure_is_reported(string moment, long step)
    {
        Watcher good = new(_ => true);
        (string hash, TrainingResult result) = Run(new Faulty(moment), good);
        Assert.Equal(Run().Hash, hash);
        ObserverFailure failure = Assert.Single(result.ObserverFailures);
        Assert.Equal((nameof(Faulty), step), (failure.Observer, failure.Step));
        Assert.Equal($"Faulty threw InvalidOperationException at step {step} and was left out from then on: {moment} is broken", failure.Message);
        Assert.Equal(["started", "epoch 1", "epoch 2", "epoch 3", "finished"], good.Moments);
    }

    [Fact]
    public void One_that_threw_hears_no_more()
    {
        Faulty faulty = new("step");
        _ = Run(faulty);
        Assert.Equal(3, faulty.Steps);
    }

    [Fact]
    public void An_observer_knows_loss_and_options_before_the_first_step()
    {
        Faulty observer = new("never");
        Assert.Empty(Run(observer).Result.ObserverFailures);
        Assert.Equal("squared adam", observer.Plan);
    }

    private static (string Hash, TrainingResult Result) Run(params IReadOnlyList<IStepObserver> observers)
    {
        Network network = Network.Create(6, [new DenseSpec(8), new ActivationSpec("tanh"), new DenseSpec(1)], 2);
        TrainingOptions options = new() { Epochs = 3, BatchSize = 20, Threads = 1 };
        TrainingResult result = new Trainer(network, Loss.Parse("squared"), options, observers).Fit(Train);
        return (network.WeightsSha256(), result);
    }

    private sealed class Faulty(string moment) : IStepObserver
    {
        public long Steps { get; private set; }

        public string Plan { get; private set; } = "";

        public bool Watches(long step) => step < 3 || Break("watches");

        public bool Compares(long step, double loss) => step < 3 || Break("compares");

        public bool Keeps(long step) => step < 2 ? moment == "never" : Break("keeps");

        public void Starting(Trainer trainer)
        {
            Plan = $"{trainer.Loss.Text} {trainer.Options.Optimizer}";
            Break("starting");
        }

        public void Started(Network network, TrainingSet train, TrainingSet? validation) => Break("started");

        public void StepEnded(in StepView step)
        {
            Steps++;
            _ = step.Step < 3 || Break("step");
        }

        public void EpochEnded(EpochRecord epoch, Network network) => Break("epoch");

        public void Finished(TrainingResult result) => Break("finished");

        private bool Break(string at) => at == moment ? throw new InvalidOperationException($"{at} is broken") : true;
    }
}
