using Glia.Health;
using Glia.Health.Curves;
using Glia.Networks;

namespace Glia.Cli.Training;

/// <summary>Curves into files, where they are asked for. The files are opened when everything is decided and the first step comes next: a table that cannot be read leaves none.</summary>
internal sealed class CurveWatch(string? tensorBoard, string? table) : IStepObserver, IDisposable
{
    private CurveRecorder? _recorder;

    public bool IsWanted => tensorBoard is not null || table is not null;

    /// <summary>Refuses names that cannot be meant before anything is read.</summary>
    public void Check()
    {
        if (table is not null && !CurveFile.Takes(table))
        {
            throw new UsageException($"--curves writes a file that ends in .csv or .jsonl, but '{table}' does not.");
        }

        if (tensorBoard is "" || File.Exists(tensorBoard))
        {
            throw new UsageException($"--tensorboard wants a folder, '{tensorBoard}' was given.");
        }
    }

    /// <summary>Opens the files.</summary>
    /// <param name="monitor">Who watches the units.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="goesOn">Whether the training goes on after an interruption.</param>
    public void Open(HealthMonitor monitor, string metric, bool goesOn)
    {
        List<ICurveWriter> writers = [];
        if (table is not null)
        {
            writers.Add(new CurveFile(table, goesOn));
        }

        if (tensorBoard is not null)
        {
            writers.Add(new TensorBoardEvents(tensorBoard));
        }

        _recorder = new CurveRecorder(monitor, metric, writers);
    }

    public bool Watches(long step) => _recorder?.Watches(step) == true;

    public bool Compares(long step, double loss) => false;

    public void StepEnded(in StepView step) => _recorder?.StepEnded(step);

    public void EpochEnded(EpochRecord epoch, Network network) => _recorder?.EpochEnded(epoch, network);

    public void Dispose() => _recorder?.Dispose();

    /// <summary>Where the curves are, or why not all of them.</summary>
    public string Outcome() => _recorder?.Failure is { } failure
        ? $"Curves are not complete: {failure.Message} The training was not affected."
        : $"Curves: {string.Join(" and ", new[] { table, tensorBoard is null ? null : $"{tensorBoard} (tensorboard --logdir {tensorBoard})" }.OfType<string>())}";
}
