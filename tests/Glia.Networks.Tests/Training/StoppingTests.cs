using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Training;

public class StoppingTests
{
    private static readonly Loss Squared = Loss.Parse("squared");
    private static readonly TrainingSet Train = Toy.Regression(60, 6, 3);
    private static readonly TrainingSet Validation = Toy.Regression(40, 6, 77);

    [Fact]
    public void Patience_ends_the_training_after_so_many_epochs_without_improvement()
    {
        Network network = Overfitting();
        TrainingResult result = new Trainer(network, Squared, Fast with { Patience = 4, Epochs = 400 }).Fit(Train, Validation);
        Assert.Equal(StopReason.EarlyStopped, result.Reason);
        Assert.Equal(result.BestEpoch + 4, result.History.Count);
        Assert.Equal(result.History.Min(epoch => epoch.ValidationLoss), result.History[result.BestEpoch - 1].ValidationLoss);
    }

    [Fact]
    public void An_improvement_below_the_minimum_counts_for_the_best_weights_but_not_for_patience()
    {
        TrainingResult result = new Trainer(Overfitting(), Squared, Fast with { Patience = 3, MinimumImprovement = 1e6 }).Fit(Train, Validation);
        Assert.Equal(StopReason.EarlyStopped, result.Reason);
        Assert.Equal(4, result.History.Count);
        Assert.True(result.BestEpoch > 1);
    }

    [Fact]
    public void The_best_weights_are_left_after_the_last_epoch()
    {
        Network network = Overfitting();
        Dictionary<int, string> hashes = [];
        Watcher watcher = new(_ => false) { OnEpoch = (epoch, seen) => hashes[epoch.Epoch] = seen.WeightsSha256() };
        TrainingResult result = new Trainer(network, Squared, Fast with { Epochs = 120 }, watcher).Fit(Train, Validation);
        Assert.Equal(StopReason.Completed, result.Reason);
        Assert.NotEqual(120, result.BestEpoch);
        Assert.Equal(hashes[result.BestEpoch], network.WeightsSha256());
        Assert.Equal(result.History[result.BestEpoch - 1].ValidationLoss, Measure(network, Validation));
    }

    [Fact]
    public void Without_validation_rows_the_training_loss_of_the_kept_weights_decides()
    {
        Network network = Overfitting();
        TrainingResult result = new Trainer(network, Squared, Fast with { Epochs = 30, LearningRate = 0.2 }).Fit(Train);
        EpochRecord best = result.History[result.BestEpoch - 1];
        Assert.Null(best.ValidationLoss);
        Assert.Equal(result.History.Min(epoch => epoch.MonitoredLoss), best.MonitoredLoss);
        Assert.Equal(best.MonitoredLoss, Measure(network, Train));
    }

    [Fact]
    public void Batch_statistics_belong_to_the_best_weights()
    {
        Network network = Network.Create(6, [new DenseSpec(30), new BatchNormSpec(), new ActivationSpec("tanh"), new DenseSpec(1)], 2);
        TrainingResult result = new Trainer(network, Squared, Fast with { Epochs = 80, BatchSize = 20 }).Fit(Train, Validation);
        Assert.NotEqual(80, result.BestEpoch);
        Assert.Equal(result.History[result.BestEpoch - 1].ValidationLoss, Measure(network, Validation));
    }

    [Fact]
    public void Cancelling_is_heard_at_the_next_step_and_leaves_the_best_weights()
    {
        using CancellationTokenSource source = new();
        Network network = Overfitting();
        string afterSecond = string.Empty;
        long last = 0;
        Watcher watcher = new(_ => true)
        {
            OnEpoch = (epoch, seen) => afterSecond = epoch.Epoch == 2 ? seen.WeightsSha256() : afterSecond,
            OnStep = (in StepView step) =>
            {
                last = step.Step;
                if (step.Step == 8)
                {
                    source.Cancel();
                }
            },
        };
        TrainingResult result = new Trainer(network, Squared, Fast with { BatchSize = 20 }, watcher).Fit(Train, Validation, source.Token);
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(8, last);
        Assert.Equal(8, result.Steps);
        Assert.Equal(2, result.History.Count);
        Assert.Equal(2, result.BestEpoch);
        Assert.Equal(afterSecond, network.WeightsSha256());
        Assert.Equal("finished", watcher.Moments[^1]);
    }

    [Fact]
    public void Cancelling_before_the_start_leaves_the_network_as_it_was()
    {
        Network network = Overfitting();
        string before = network.WeightsSha256();
        TrainingResult result = new Trainer(network, Squared, Fast).Fit(Train, Validation, new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(0, result.BestEpoch);
        Assert.Equal(before, network.WeightsSha256());
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_training_with_the_best_weights_before()
    {
        Network network = Network.Create(6, [new DenseSpec(20), new ActivationSpec("relu"), new DenseSpec(1)], 2);
        bool shown = false;
        Watcher watcher = new(_ => false) { OnStep = (in StepView step) => shown = !double.IsFinite(step.Loss) };
        TrainingResult result = new Trainer(network, Squared, Fast with { Optimizer = "sgd", LearningRate = 1e4, BatchSize = 10 }, watcher).Fit(Train, Validation);
        Assert.Equal(StopReason.NonFinite, result.Reason);
        Assert.True(shown);
        Assert.All(network.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(double.IsFinite(Measure(network, Validation)));
    }

    [Fact]
    public void The_metric_is_shown_for_training_and_validation()
    {
        Trainer trainer = new(Overfitting(), Squared, Fast with { Epochs = 2, BatchSize = 25 })
        {
            Metric = (outputs, set) =>
            {
                double sum = 0;
                for (int r = 0; r < set.Rows; r++)
                {
                    sum += Math.Pow(outputs[r] - set.Targets.Span[r], 2);
                }

                return sum / set.Rows;
            },
        };
        EpochRecord epoch = trainer.Fit(Train, Validation).History[1];
        Assert.Equal(epoch.TrainLoss, epoch.TrainMetric!.Value, 1e-6);
        Assert.Equal(epoch.ValidationLoss!.Value, epoch.ValidationMetric!.Value, 1e-6);
    }

    private static TrainingOptions Fast => new() { Epochs = 50, LearningRate = 0.05, Threads = 1 };

    private static Network Overfitting() => Network.Create(6, [new DenseSpec(40), new ActivationSpec("tanh"), new DenseSpec(1)], 2);

    private static double Measure(Network network, TrainingSet set)
    {
        float[] y = new float[set.Rows];
        network.Predict(set.X.Span, set.Rows, y);
        return Squared.Evaluate(y, set.Targets.Span, default, set.Rows, default);
    }
}
