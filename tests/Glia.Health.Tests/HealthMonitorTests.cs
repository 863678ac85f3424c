using Glia.Health.Tests.Support;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests;

public sealed class HealthMonitorTests
{
    private static readonly TrainingSet Train = Tasks.IrisLike(500, 1), Held = Tasks.IrisLike(300, 2);

    [Fact]
    public void A_watched_training_ends_with_the_same_weights_as_an_unwatched_one()
    {
        string[] hashes = [.. new IStepObserver[][] { [], [new HealthMonitor()], [new HealthMonitor(new HealthOptions { WatchEvery = 3, SampleEvery = 1 })] }.Select(Run)];
        Assert.All(hashes, hash => Assert.Equal(hashes[0], hash));

        static string Run(IStepObserver[] observers)
        {
            Network network = Network.Create(
                4, [new DenseSpec(24), new BatchNormSpec(), new ActivationSpec("relu"), new DropoutSpec(0.2), new DenseSpec(12), new ActivationSpec("tanh"), new DenseSpec(3)], 5);
            Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 5, BatchSize = 32, ClipNorm = 1 }, observers);
            return network.WeightsSha256();
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        AllocationMeter meter = new(new HealthMonitor(new HealthOptions { SampleEvery = 2 }));
        Network network = Nets.Mlp(4, [24, 17, 8], "relu", 3, 1);
        Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 6, BatchSize = 16 }, [meter]);
        Assert.True(meter.Steps > 100);
        Assert.Equal(0, meter.Bytes);
    }

    [Fact]
    public void Frames_tell_firing_rates_and_gains_and_the_latest_can_be_read_meanwhile()
    {
        HealthMonitor monitor = new();
        Assert.Null(monitor.Latest);
        Network network = Nets.Mlp(4, [24, 12], "tanh", 3, 1);
        Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 7, BatchSize = 32 }, [monitor]);
        Assert.Equal(7, monitor.Latest!.Epoch);
        HealthReport report = monitor.Report(network, Held.X, Held.Rows);
        Assert.Equal(7, report.Timeline.Count);
        Assert.All(report.Timeline, frame => Assert.Equal("1 tanh, 2 tanh", string.Join(", ", frame.Layers.Select(layer => layer.Name))));
        Assert.All(report.Timeline.SelectMany(frame => frame.Layers), layer =>
        {
            Assert.Equal(layer.FiringRate.Count, layer.Alive + layer.Silent + layer.Dead + layer.Saturated);
            Assert.All(layer.FiringRate, rate => Assert.InRange(rate, 0, 1));
            Assert.InRange(layer.ForwardGain!.Value, 0.05, 5);
            Assert.InRange(layer.BackwardGain!.Value, 0.05, 5);
            Assert.InRange(layer.UpdateRatio!.Value, 1e-6, 0.2);
        });
    }

    [Fact]
    public void Gains_equal_their_definition()
    {
        GainTwin twin = new();
        HealthMonitor monitor = new(new HealthOptions { SampleEvery = 1 });
        Network network = Nets.Mlp(4, [24, 12], "swish", 3, 1);
        Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 1, BatchSize = 500 }, [monitor, twin]);
        LayerFrame layer = monitor.Latest!.Layers[0];
        Assert.Equal(twin.Forward, layer.ForwardGain!.Value, 6);
        Assert.Equal(twin.Backward, layer.BackwardGain!.Value, 6);
        Assert.Equal(twin.Update, layer.UpdateRatio!.Value, 6);
    }

    [Fact]
    public void Cancelling_in_the_middle_of_an_epoch_still_gives_a_report()
    {
        using CancellationTokenSource cancel = new();
        HealthMonitor monitor = new();
        Network network = Nets.Mlp(4, [16], "relu", 3, 1);
        Nets.FitUntil(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 9, BatchSize = 10 }, [monitor, new CancelAt(cancel, 7)], cancel.Token);
        HealthReport report = monitor.Report(network, Held.X, Held.Rows);
        Assert.Single(report.Timeline);
        Assert.Empty(report.Findings);
    }

    [Fact]
    public void Wrong_use_is_refused_with_a_reason()
    {
        Network network = Nets.Mlp(4, [16], "relu", 3, 1);
        HealthMonitor monitor = new();
        Assert.Contains("HealthExam", Assert.Throws<InvalidOperationException>(() => monitor.Report(network, Held.X, 1)).Message, StringComparison.Ordinal);
        monitor.Started(network, Train, null);
        Assert.Throws<ArgumentException>(() => monitor.Report(Nets.Mlp(4, [17], "relu", 3, 1), Held.X, 1));
        Assert.Throws<ArgumentException>(() => monitor.Report(network, Held.X, Held.Rows + 1));
        Assert.Throws<ArgumentException>(() => new HealthMonitor(new HealthOptions { SampleEvery = 0 }));
    }

    [Fact]
    public void Without_held_rows_the_proof_is_observation()
    {
        Network network = Nets.Mlp(4, [16], "relu", 3, 1);
        network.Dense(0).Bias.Values[2] = -90;
        (HealthReport report, _) = Nets.Watch(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 2 }, Train with { X = default, Targets = default });
        Assert.Equal(Proof.Observed, Assert.Single(report.Findings).Proof);
        Assert.Equal(UnitState.Dead, report.Layers[0].State[2]);
    }

    /// <summary>The least that some steps in a row allocated, for the reasons of <see cref="Allocations"/>.</summary>
    private sealed class AllocationMeter(IStepObserver inner) : IStepObserver
    {
        private const int Together = 16;

        private long _bytes;

        public long Steps { get; private set; }

        public long Bytes { get; private set; } = long.MaxValue;

        public void Started(Network network, TrainingSet train, TrainingSet? validation) => inner.Started(network, train, validation);

        public void StepEnded(in StepView step)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            inner.StepEnded(step);
            _bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            if (++Steps % Together == 0)
            {
                Bytes = Math.Min(Bytes, _bytes);
                _bytes = 0;
            }
        }

        public void EpochEnded(EpochRecord epoch, Network network) => inner.EpochEnded(epoch, network);

        public void Finished(TrainingResult result) => inner.Finished(result);
    }

    private sealed class CancelAt(CancellationTokenSource cancel, long step) : IStepObserver
    {
        public void StepEnded(in StepView view)
        {
            if (view.Step == step)
            {
                cancel.Cancel();
            }
        }
    }

    private sealed class GainTwin : IStepObserver
    {
        public double Forward { get; private set; }

        public double Backward { get; private set; }

        public double Update { get; private set; }

        public void StepEnded(in StepView step)
        {
            Forward = Rms(step.Output(1)) / Rms(step.Output(-1));
            Backward = Rms(step.OutputGradient(0)) / Rms(step.OutputGradient(2));
            Parameter weights = step.Network.Dense(0).Weights;
            float[] before = step.Before(weights).ToArray();
            float[] change = [.. weights.Values.ToArray().Zip(before, (now, old) => now - old)];
            Update = Rms(change) / Rms(before);
        }

        private static double Rms(ReadOnlySpan<float> values)
        {
            double sum = 0;
            foreach (float value in values)
            {
                sum += (double)value * value;
            }

            return Math.Sqrt(sum / values.Length);
        }
    }
}
