using System.Diagnostics.Metrics;
using Glia.Health.Curves;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Curves;

public sealed class TrainingMetersTests
{
    private static readonly TrainingSet Train = Tasks.IrisLike(200, 1);

    /// <summary>Other tests train meanwhile in this process and report, too: counts are lower bounds, and what only this training has is looked for by its layer.</summary>
    [Fact]
    public void A_listener_hears_what_training_does()
    {
        Dictionary<string, List<(double Value, Dictionary<string, object?> Tags)>> heard = new(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TrainingMeters.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
        Assert.True(TrainingMeters.HasListener);
        var monitor = new HealthMonitor();
        Network network = Nets.Mlp(4, [23], "relu", 3, 1);
        TrainingResult result = Nets.Fit(network, Train, "softmax_cross_entropy", new TrainingOptions { Epochs = 6, BatchSize = 32 }, [monitor, new TrainingMeters(monitor)]);
        listener.Dispose();

        Assert.Equal(
            [
                "glia.training.active", "glia.training.epoch.duration", "glia.training.epochs", "glia.training.gradient.norm", "glia.training.learning_rate", "glia.training.loss",
                "glia.training.samples", "glia.training.steps", "glia.training.units",
            ],
            heard.Keys.Order(StringComparer.Ordinal).Where(name => name != "glia.training.metric"));
        Assert.True(heard["glia.training.steps"].Sum(each => each.Value) >= 6 * 7);
        Assert.True(heard["glia.training.samples"].Sum(each => each.Value) >= 6 * 200);
        Assert.Contains(heard["glia.training.loss"], each => each.Value == result.History[^1].TrainLoss && (string?)each.Tags["glia.split"] == "train");
        Assert.All(heard["glia.training.gradient.norm"], each => Assert.True(each.Value >= 0));
        Assert.Contains(heard["glia.training.units"], each => (string?)each.Tags["glia.layer"] == "1 relu" && (string?)each.Tags["glia.state"] == "dead");

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> copy = new(StringComparer.Ordinal);
            foreach ((string key, object? tag) in tags)
            {
                copy[key] = tag;
            }

            lock (heard)
            {
                heard.TryAdd(instrument.Name, []);
                heard[instrument.Name].Add((value, copy));
            }
        }
    }

    [Fact]
    public void Without_a_listener_no_step_is_watched()
    {
        Assert.False(TrainingMeters.HasListener);
        var meters = new TrainingMeters();
        Assert.False(meters.Watches(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 1000; step++)
        {
            meters.Watches(step);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
