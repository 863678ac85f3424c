using System.Globalization;
using Glia.Health;
using Glia.Networks;
using Glia.Studio.Data;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>One training on a thread of its own, held before its first step until the page says play.</summary>
internal sealed class LiveRun : IStepObserver, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<FitPlan> _planned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    public LiveRun(int number, Experiment experiment, Library library)
    {
        (Number, Experiment) = (number, experiment);
        FitOptions options = experiment.ToOptions();
        Table = library.Find(experiment.Data);
        Target = library.Target(experiment.Data, experiment.Target);
        Options = options;
        Pace = new Pace(experiment.Bias, _cancel.Token);
        _thread = new Thread(Run) { IsBackground = true, Name = "glia studio training" };
        _thread.Start();
        Plan = _planned.Task.GetAwaiter().GetResult();
    }

    /// <summary>Gets its number in this studio.</summary>
    public int Number { get; }

    public Experiment Experiment { get; }

    public FitOptions Options { get; }

    public Table Table { get; }

    public string Target { get; }

    public Pace Pace { get; }

    public Curve Curve { get; } = new();

    public FitPlan Plan { get; }

    public TrainingSet? Train { get; private set; }

    public TrainingSet? Held { get; private set; }

    public Loss? Loss { get; private set; }

    public TrainingOptions? Training { get; private set; }

    public HealthMonitor Monitor { get; } = new();

    /// <summary>Gets the model once the training is over.</summary>
    public TabularModel? Model { get; private set; }

    public TrainingResult? Result { get; private set; }

    /// <summary>Gets what went wrong, in words.</summary>
    public string? Failure { get; private set; }

    /// <summary>waiting, playing, over or failed.</summary>
    public string Status => Failure is not null ? "failed" : Model is not null ? "over" : Pace.IsHeld ? "waiting" : "playing";

    /// <summary>What the page should say about the state.</summary>
    public string? Message => Failure ?? (Result?.Reason switch
    {
        null or StopReason.Stopped or StopReason.Cancelled => null,
        StopReason.NonFinite => string.Create(CultureInfo.InvariantCulture, $"Step {Result.Steps} gave a number that is not finite (NaN or ∞), so the training stopped before it could spread; weights and curves of the last good epoch are kept. Lower the rate, clip the gradient or start smaller, then restart."),
        _ => string.Create(CultureInfo.InvariantCulture, $"All {Experiment.Epochs} epochs are over; the weights of epoch {Result.BestEpoch}, the best one, are shown."),
    });

    /// <inheritdoc/>
    public bool Watches(long step) => false;

    /// <inheritdoc/>
    public void Starting(Trainer trainer) => (Loss, Training) = (trainer.Loss, trainer.Options);

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        (Train, Held) = (train, validation);
        _ = _plan is { } plan && _planned.TrySetResult(plan);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network) => Curve.Add(epoch);

    /// <inheritdoc/>
    public void Finished(TrainingResult result) => Result = result;

    /// <summary>Ends the training with the weights as they stand, and waits for its model.</summary>
    public TabularModel End()
    {
        Pace.End();
        _thread.Join();
        return Model ?? throw new GliaException(Failure ?? "The training was ended before it began.");
    }

    public void Dispose()
    {
        _cancel.Cancel();
        Pace.Pause();
        _thread.Join(TimeSpan.FromSeconds(10));
        if (!_thread.IsAlive)
        {
            _cancel.Dispose();
        }
    }

    private FitPlan? _plan;

    private void Run()
    {
        try
        {
            Model = Learner.Fit(Table, Target, Options, new FitRun { Monitor = Monitor, Observers = [this, Pace], Planned = plan => _plan = plan }, _cancel.Token);
        }
#pragma warning disable CA1031 // A thread of our own: whatever happens has to reach the page, not the process.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            Failure = wrong is GliaException or OperationCanceledException ? wrong.Message : $"Unexpected: {wrong.GetType().Name}: {wrong.Message}";
            _planned.TrySetException(wrong is GliaException ? wrong : new GliaException(Failure, wrong));
        }
    }
}
