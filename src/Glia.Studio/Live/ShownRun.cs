using Glia.Health;
using Glia.Networks;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>A training that pages show: its own, or one of another program that lets itself be watched.</summary>
internal abstract class ShownRun(int number, HealthMonitor monitor) : IStepObserver, IDisposable
{
    /// <summary>Gets its number in this studio.</summary>
    public int Number { get; } = number;

    /// <summary>Gets what watches its units.</summary>
    public HealthMonitor Monitor { get; } = monitor;

    /// <summary>Gets what holds it and lends its weights.</summary>
    public abstract Pace Pace { get; }

    /// <summary>Gets all settings; of a watched run those that can be known.</summary>
    public abstract Experiment Experiment { get; }

    /// <summary>Gets its name for people.</summary>
    public abstract string Title { get; }

    /// <summary>Gets the network at its start.</summary>
    public abstract Network Start { get; }

    /// <summary>Gets what was decided about the table; null where a program trains a network of its own.</summary>
    public FitPlan? Plan { get; protected set; }

    /// <summary>Gets the losses as they come.</summary>
    public Curve Curve { get; } = new();

    public TrainingSet? Train { get; private set; }

    public TrainingSet? Held { get; private set; }

    public Loss? Loss { get; private set; }

    /// <summary>Gets what scores outputs for people; null where nothing does.</summary>
    public TrainingMetric? Metric { get; private set; }

    public TrainingOptions? Training { get; private set; }

    public TrainingResult? Result { get; private set; }

    /// <summary>Gets waiting, playing, over or failed.</summary>
    public abstract string Status { get; }

    /// <summary>Gets what the page should say about the state.</summary>
    public abstract string? Message { get; }

    /// <summary>Gets the task; outputs of a network without a plan are shown as they are.</summary>
    public TaskKind Task => Plan?.Schema.Task ?? TaskKind.Regression;

    /// <summary>Gets the columns that are predicted; a network without a plan has numbered ones.</summary>
    public IReadOnlyList<TargetColumn> Outcomes => Plan?.Schema.Targets ?? [.. Enumerable.Range(1, Train!.TargetWidth).Select(i => new TargetColumn($"y{i}", []))];

    /// <inheritdoc/>
    public bool Watches(long step) => false;

    /// <inheritdoc/>
    public virtual void Starting(Trainer trainer) => (Loss, Metric, Training) = (trainer.Loss, trainer.Metric, trainer.Options);

    /// <inheritdoc/>
    public virtual void Started(Network network, TrainingSet train, TrainingSet? validation) => (Train, Held) = (train, validation);

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network) => Curve.Add(epoch);

    /// <inheritdoc/>
    public virtual void Finished(TrainingResult result) => Result = result;

    /// <summary>Ends the training with the weights as they stand, and waits for its model.</summary>
    public abstract TabularModel End();

    public abstract void Dispose();
}
