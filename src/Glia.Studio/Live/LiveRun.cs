using System.Globalization;
using Glia.Health;
using Glia.Networks;
using Glia.Studio.Data;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>One training on a thread of its own, held before its first step until the page says play.</summary>
internal sealed class LiveRun : ShownRun
{
    /// <summary>Seconds for proofs of units that look dead, once the run is over.</summary>
    private const double CertifySeconds = 2;

    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<FitPlan> _planned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private readonly FitOptions _options;
    private FitPlan? _plan;
    private volatile Experiment _experiment;

    /// <param name="number">Its number.</param>
    /// <param name="experiment">All settings.</param>
    /// <param name="library">Tables.</param>
    /// <param name="goesOn">The run whose weights it goes on with; null for weights of its own.</param>
    public LiveRun(int number, Experiment experiment, Library library, LiveRun? goesOn = null)
        : base(number, new HealthMonitor())
    {
        _experiment = experiment;
        _options = experiment.ToOptions();
        Table = library.Find(experiment.Data);
        Targets = library.Targets(experiment.Data, experiment.ToldTargets());
        Pace = new Pace(experiment.Bias, _cancel.Token) { Weights = goesOn is null ? null : Weights(goesOn) };
        _thread = new Thread(Run) { IsBackground = true, Name = "glia studio training" };
        _thread.Start();
        Plan = _planned.Task.GetAwaiter().GetResult();
    }

    /// <summary>Gets all settings, with the rate as it is now: what the address carries, and a page that comes later has to find.</summary>
    public override Experiment Experiment => _experiment;

    public override Pace Pace { get; }

    public override Network Start => Plan!.Network;

    public override string Title => Library.Plain(Experiment.Data);

    public Table Table { get; }

    /// <summary>Gets the columns that are predicted.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Gets the model once the training is over.</summary>
    public TabularModel? Model { get; private set; }

    /// <summary>Gets what went wrong, in words.</summary>
    public string? Failure { get; private set; }

    public override string Status => Failure is not null ? "failed" : Model is not null ? "over" : Pace.IsHeld ? "waiting" : "playing";

    public override string? Message => Failure ?? (Result?.Reason switch
    {
        null or StopReason.Stopped or StopReason.Cancelled => null,
        StopReason.NonFinite => string.Create(CultureInfo.InvariantCulture, $"Step {Result.Steps} gave a number that is not finite (NaN or ∞), so the training stopped before it could spread; weights and curves of the last good epoch are kept. Lower the rate, clip the gradient or start smaller, then restart."),
        _ => string.Create(CultureInfo.InvariantCulture, $"All {Experiment.Epochs} epochs are over; the weights of epoch {Result.BestEpoch}, the best one, are shown."),
    });

    /// <inheritdoc/>
    public override void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        base.Started(network, train, validation);
        _ = _plan is { } plan && _planned.TrySetResult(plan);
    }

    /// <summary>Changes the learning rate from the next step on.</summary>
    public void SetRate(double rate)
    {
        Pace.SetRate(rate);
        _experiment = _experiment with { Rate = rate };
    }

    public override TabularModel End()
    {
        Pace.End();
        _thread.Join();
        return Model ?? throw new GliaException(Failure ?? "The training was ended before it began.");
    }

    public override void Dispose()
    {
        _cancel.Cancel();
        Pace.Pause();
        _thread.Join(TimeSpan.FromSeconds(10));
        if (!_thread.IsAlive)
        {
            _cancel.Dispose();
        }
    }

    /// <summary>The weights of a run, for this one with other settings of the training and the same network.</summary>
    private Network Weights(LiveRun run)
    {
        Experiment was = run.Experiment, next = Experiment;
        bool isSame = (was.Data, was.Norm, was.Scaling) == (next.Data, next.Norm, next.Scaling) && run.Targets.SequenceEqual(Targets, StringComparer.Ordinal) && was.Layers.SequenceEqual(next.Layers);
        Network copy = Observatory.Clone(run.Start);
        return !isSame ? throw new GliaException("Only a network of the same layers on the same table can go on with these weights; begin anew.")
            : run.Pace.TryLook(copy.Values, copy.StateValues, LongestStep, out _) ? copy
            : throw new GliaException("The training made no step in ten seconds, so its weights could not be taken; pause it and try again.");
    }

    private void Run()
    {
        try
        {
            FitRun run = new() { Monitor = Monitor, Observers = [this, Pace], Planned = plan => _plan = plan, CertifySeconds = CertifySeconds };
            Model = Learner.FitTargets(Table, Targets, _options, run, _cancel.Token);
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
