using System.Diagnostics.Metrics;
using Glia.Networks;

namespace Glia.Health.Curves;

/// <summary>
/// Measurements of running trainings for whoever listens in the process, OpenTelemetry for example: <c>AddMeter(TrainingMeters.Name)</c>. Fits of tables report
/// by themselves; give a trainer of your own one of these as an observer. While nobody listens a step costs a few comparisons, and no weight ever depends on it.
/// </summary>
public sealed class TrainingMeters : IStepObserver
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Glia.Training";

    private static readonly Meter Source = new(Name, typeof(TrainingMeters).Assembly.GetName().Version?.ToString());

    private static readonly UpDownCounter<int> Active = Source.CreateUpDownCounter<int>("glia.training.active", "{training}", "Trainings that run now.");
    private static readonly Counter<long> Steps = Source.CreateCounter<long>("glia.training.steps", "{step}", "Updates made.");
    private static readonly Counter<long> Samples = Source.CreateCounter<long>("glia.training.samples", "{row}", "Training rows seen, each as often as it was.");
    private static readonly Gauge<double> Gradient = Source.CreateGauge<double>("glia.training.gradient.norm", "1", "Euclidean norm of the gradient of all parameters in the last step, before clipping.");
    private static readonly Gauge<double> Loss = Source.CreateGauge<double>("glia.training.loss", "1", "Mean loss of the last epoch, by split.");
    private static readonly Gauge<double> Metric = Source.CreateGauge<double>("glia.training.metric", "1", "Accuracy or R² of the last epoch, by split.");
    private static readonly Gauge<double> Rate = Source.CreateGauge<double>("glia.training.learning_rate", "1", "Learning rate of the last epoch's last step.");
    private static readonly Counter<long> Epochs = Source.CreateCounter<long>("glia.training.epochs", "{epoch}", "Epochs completed.");
    private static readonly Histogram<double> Duration = Source.CreateHistogram<double>("glia.training.epoch.duration", "s", "Time of an epoch, with validation.");
    private static readonly Gauge<int> Units = Source.CreateGauge<int>("glia.training.units", "{unit}", "Units by layer and state: alive, silent, dead, saturated.");

    private static readonly KeyValuePair<string, object?> Train = new("glia.split", "train");
    private static readonly KeyValuePair<string, object?> Validation = new("glia.split", "validation");

    private readonly HealthMonitor? _monitor;
    private bool _isCounted;

    /// <summary>Makes an observer.</summary>
    /// <param name="monitor">The monitor of the same training, before this in the list of observers; null: units are not reported.</param>
    public TrainingMeters(HealthMonitor? monitor = null) => _monitor = monitor;

    /// <summary>Gets a value indicating whether anybody listens.</summary>
    public static bool HasListener => Steps.Enabled || Samples.Enabled || Gradient.Enabled || Loss.Enabled || Metric.Enabled || Rate.Enabled || Epochs.Enabled || Duration.Enabled
        || Units.Enabled || Active.Enabled;

    /// <inheritdoc/>
    public bool Watches(long step) => Steps.Enabled || Samples.Enabled || Gradient.Enabled;

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => false;

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        _isCounted = Active.Enabled;
        Active.Add(_isCounted ? 1 : 0);
    }

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        Steps.Add(1);
        Samples.Add(step.Rows);
        Gradient.Record(step.GradientNorm);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        Epochs.Add(1);
        Duration.Record(epoch.Seconds);
        Rate.Record(epoch.LearningRate);
        Loss.Record(epoch.TrainLoss, Train);
        Record(Loss, epoch.ValidationLoss, Validation);
        Record(Metric, epoch.TrainMetric, Train);
        Record(Metric, epoch.ValidationMetric, Validation);
        if (Units.Enabled)
        {
            foreach (LayerFrame layer in _monitor?.Latest?.Layers ?? [])
            {
                CountUnits(layer);
            }
        }
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result) => Active.Add(_isCounted ? -1 : 0);

    private static void Record(Gauge<double> gauge, double? value, KeyValuePair<string, object?> split)
    {
        if (value is { } number)
        {
            gauge.Record(number, split);
        }
    }

    private static void CountUnits(LayerFrame layer)
    {
        KeyValuePair<string, object?> name = new("glia.layer", layer.Name);
        foreach ((string state, int units) in (ReadOnlySpan<(string, int)>)[("alive", layer.Alive), ("silent", layer.Silent), ("dead", layer.Dead), ("saturated", layer.Saturated)])
        {
            Units.Record(units, name, new("glia.state", state));
        }
    }
}
