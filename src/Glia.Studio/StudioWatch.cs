using Glia.Health;
using Glia.Networks;
using Glia.Studio.Live;
using Glia.Tabular;

namespace Glia.Studio;

/// <summary>
/// Shows a training of your own program in the studio while it runs: an observer for <see cref="Trainer"/>, or <see cref="Watch"/> for a fit. It
/// changes no weight; the page can hold the training and let it go on. The page stays open until this is disposed.
/// </summary>
/// <example><code>
/// await using var studio = new StudioWatch(opened: Console.WriteLine);
/// new Classifier().Fit(table, "species", studio.Watch(new FitRun()));
/// </code></example>
/// <param name="options">Port, token and address; its table is not looked at.</param>
/// <param name="opened">Told the address once the training begins.</param>
/// <param name="cancel">Lets a training go that the page holds; give the token that cancels it.</param>
public sealed class StudioWatch(StudioOptions? options = null, Action<Uri>? opened = null, CancellationToken cancel = default) : IStepObserver, IAsyncDisposable
{
    private StudioServer? _server;
    private WatchedRun? _run;
    private HealthMonitor? _own;
    private FitPlan? _plan;
    private HealthMonitor? _monitor;

    /// <summary>Gets the address to open, once the training has begun.</summary>
    public Uri? Address => _server?.Address;

    /// <summary>Adds this watch to a fit.</summary>
    /// <param name="run">The fit's other observers and files.</param>
    /// <returns>The same, watched.</returns>
    public FitRun Watch(FitRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _monitor = run.Monitor ?? new HealthMonitor(run.Explain is null ? new HealthOptions { SnapshotBytes = 0 } : null);
        return run with
        {
            Monitor = _monitor,
            Observers = [.. run.Observers, this],
            Planned = plan =>
            {
                _plan = plan;
                run.Planned?.Invoke(plan);
            },
        };
    }

    /// <inheritdoc/>
    public bool Watches(long step) => true;

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => _own?.Compares(step, loss) ?? false;

    /// <inheritdoc/>
    public void Starting(Trainer trainer)
    {
        // The first training is the one to show; a program may have more.
        if (_run is not null)
        {
            return;
        }

        _run = new WatchedRun(1, _monitor, cancel);
        _own = _monitor is null ? _run.Monitor : null;
        if (_plan is not null)
        {
            _run.Planned(_plan);
        }

        _run.Starting(trainer);
        _own?.Starting(trainer);
    }

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        if (_run is null or { Result: not null } || _server is not null)
        {
            return;
        }

        _own?.Started(network, train, validation);
        _run.Started(network, train, validation);
        _run.Pace.Started(network, train, validation);
        _server = StudioServer.StartAsync(options, _run, CancellationToken.None).GetAwaiter().GetResult();
        opened?.Invoke(_server.Address);
    }

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        if (_run!.Result is not null)
        {
            return;
        }

        if (_own is not null && _own.Watches(step.Step))
        {
            _own.StepEnded(step);
        }

        _run.Pace.StepEnded(step);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        if (_run!.Result is not null)
        {
            return;
        }

        _own?.EpochEnded(epoch, network);
        _run.EpochEnded(epoch, network);
        _run.Pace.EpochEnded(epoch, network);
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result)
    {
        if (_run!.Result is not null)
        {
            return;
        }

        _own?.Finished(result);
        _run.Finished(result);
        _run.Pace.Finished(result);
    }

    /// <summary>Keeps the page open until somebody wants it closed.</summary>
    /// <param name="close">Ends it.</param>
    /// <returns>A task that ends with the page.</returns>
    public Task RunUntilAsync(CancellationToken close) => _server?.RunUntilAsync(close) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
