using System.Diagnostics;
using Glia.Cli.Terminal;
using Glia.Health;
using Glia.Networks;

namespace Glia.Cli.Training;

/// <summary>
/// Listens to the trainer and hands the newest state to a view, ten times a second at most: small tables make thousands of epochs a second.
/// </summary>
internal sealed class TrainingWatch(Func<HealthFrame?> health) : IStepObserver, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<EpochRecord> _epochs = [];
    private TimeSpan _next = TimeSpan.Zero;
    private IProgressView? _view;
    private LiveState? _start;

    /// <summary>Shows progress from now on.</summary>
    public void Begin(IProgressView view, LiveState start)
    {
        (_view, _start) = (view, start);
        view.Show(start);
        _clock.Restart();
    }

    /// <summary>The user asked for an end; may come from any thread.</summary>
    public void Stopping() => _view?.Stopping();

    /// <summary>Nothing is asked of single steps.</summary>
    public bool Watches(long step) => false;

    public void EpochEnded(EpochRecord epoch, Network network)
    {
        _epochs.Add(epoch);
        if (_clock.Elapsed >= _next && State() is { } state)
        {
            _next = _clock.Elapsed + Pause;
            _view?.Show(state);
        }
    }

    public void Finished(TrainingResult result)
    {
        if (State() is { } state)
        {
            _view?.Show(state with { IsDone = true });
        }
    }

    /// <summary>The view leaves the screen; it may be told so twice.</summary>
    public void Dispose() => Interlocked.Exchange(ref _view, null)?.Dispose();

    private LiveState? State() => _epochs.Count == 0 ? _start : _start is null ? null : _start with
    {
        Epoch = _epochs[^1].Epoch,
        RowsPerSecond = _epochs[^1].RowsPerSecond,
        Elapsed = _clock.Elapsed.TotalSeconds,
        SecondsPerEpoch = _clock.Elapsed.TotalSeconds / _epochs.Count,
        TrainLoss = [.. _epochs.Select(epoch => epoch.TrainLoss)],
        ValidationLoss = Known(epoch => epoch.ValidationLoss),
        TrainMetric = Known(epoch => epoch.TrainMetric),
        ValidationMetric = Known(epoch => epoch.ValidationMetric),
        Layers = [.. (health()?.Layers ?? []).Select(layer =>
            new LiveLayer(layer.Name, layer.Alive, layer.Silent, layer.Dead, layer.Saturated, layer.ForwardGain, layer.BackwardGain))],
    };

    private double[] Known(Func<EpochRecord, double?> value) => [.. _epochs.Select(value).OfType<double>()];
}
