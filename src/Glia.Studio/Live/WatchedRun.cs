using Glia.Health;
using Glia.Networks;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>A training of another program. It runs as it would; pages may hold it and let it go on, and change nothing about it.</summary>
internal sealed class WatchedRun : ShownRun
{
    private readonly TaskCompletionSource<bool> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancel;
    private Experiment? _experiment;

    /// <summary>Waits for a training.</summary>
    /// <param name="number">Its number in this studio.</param>
    /// <param name="monitor">The monitor that the program's fit has; null: one of our own is asked.</param>
    /// <param name="cancel">Lets a held training go.</param>
    public WatchedRun(int number, HealthMonitor? monitor, CancellationToken cancel)
        : base(number, monitor ?? new HealthMonitor(new HealthOptions { SnapshotBytes = 0 }))
    {
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Pace = new Pace(0, _cancel.Token);
        Pace.Play();
    }

    public override Pace Pace { get; }

    public override Experiment Experiment => _experiment!;

    public override string Title => Plan is { } plan ? $"{Path.GetFileName(plan.Source)} → {plan.Schema.Target}" : "a network of another program";

    public override Network Start => Network!;

    public override string Status => Result is not null ? "over" : Pace.IsHeld ? "waiting" : "playing";

    public override string? Message => Result?.Reason switch
    {
        null => null,
        StopReason.NonFinite => "The training stopped: a number was not finite (NaN or ∞).",
        _ => $"The training is over after {Result.History.Count} epochs; the weights that were kept are shown.",
    };

    /// <summary>Gets a task that ends when there is something to show.</summary>
    public Task Ready => _started.Task;

    private Network? Network { get; set; }

    /// <summary>What the fit decided, before its first step.</summary>
    public void Planned(FitPlan plan) => Plan = plan;

    /// <inheritdoc/>
    public override void Starting(Trainer trainer)
    {
        base.Starting(trainer);
        trainer.Rule ??= Pace;
    }

    /// <inheritdoc/>
    public override void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        base.Started(network, train, validation);
        Network = network;
        TrainingOptions options = Training!;
        _experiment = new Experiment
        {
            Data = Plan is null ? "" : Path.GetFileName(Plan.Source),
            Target = Plan is { Schema.SeveralTargets: null } ? Plan.Schema.Target : null,
            Targets = Plan?.Schema.SeveralTargets?.Select(target => target.Name).ToArray(),
            Layers = [.. Layers.Hidden.Of(network).Select(layer => new LayerPlan(layer.Dense.Outputs, layer.Function!.Activation.Text))],
            Optimizer = options.Optimizer,
            Rate = options.LearningRate,
            Batch = options.BatchSize,
            L1 = options.L1,
            L2 = options.L2,
            Clip = options.ClipNorm,
            Seed = options.Seed,
            Epochs = options.Epochs,
        };
        _started.TrySetResult(true);
    }

    public override TabularModel End() => throw new GliaException("This training belongs to another program, which ends it. Its report has causes and treatments; the studio shows it.");

    public override void Dispose()
    {
        Pace.Play();
        _cancel.Cancel();
        _cancel.Dispose();
    }
}
