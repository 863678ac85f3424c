using Glia.Networks.Training;

namespace Glia.Networks.Files;

/// <summary>
/// Decides when a run writes its checkpoint; does nothing without a path. The training waits for a copy in memory only: the file is written meanwhile.
/// </summary>
internal sealed class CheckpointWriter
{
    /// <summary>The file of a large network takes the disk and a core for a while: for a twentieth of the time at most.</summary>
    private const int Share = 20;

    private readonly TrainingRun _run;
    private readonly Loss _loss;
    private readonly TimeProvider _clock;
    private readonly string? _path;
    private readonly List<float[]> _memory = [];
    private Task<TimeSpan>? _writing;
    private TimeSpan _lastWrite;
    private long _written;

    public CheckpointWriter(TrainingRun run, Loss loss, TimeProvider clock, Func<string> nameOfRows)
    {
        _run = run;
        _loss = loss;
        _clock = clock;
        _written = clock.GetTimestamp();
        _path = run.Options.CheckpointPath;
        DataSha256 = _path is null ? null : nameOfRows();
    }

    /// <summary>Names the rows; null without a path.</summary>
    public string? DataSha256 { get; }

    /// <summary>Writes if the epoch takes longer than the time between two checkpoints in it.</summary>
    public void StepEnded()
    {
        if (_path is not null && IsDue(_run.Options.CheckpointSecondsInEpoch))
        {
            WriteMeanwhile();
        }
    }

    /// <summary>Writes if it is time to, or if this was the last epoch.</summary>
    public void EpochEnded()
    {
        if (_run.Verdict() is not null)
        {
            Write();
        }
        else if (_path is not null && _run.Epoch % _run.Options.CheckpointEvery == 0 && IsDue(_run.Options.CheckpointSeconds))
        {
            WriteMeanwhile();
        }
    }

    /// <summary>Writes the exact step the run stands at, and waits for the file.</summary>
    /// <exception cref="GliaException">It, or the one before, cannot be written.</exception>
    public void Write()
    {
        Finish();
        if (_path is not null)
        {
            CheckpointFile.Of(_run, _loss, DataSha256!).Write(_path);
            _written = _clock.GetTimestamp();
        }
    }

    /// <summary>Waits for a file that is being written.</summary>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public void Finish()
    {
        _lastWrite = _writing?.GetAwaiter().GetResult() ?? _lastWrite;
        _writing = null;
    }

    private bool IsDue(double seconds)
    {
        TimeSpan since = _clock.GetElapsedTime(_written);
        return since.TotalSeconds >= seconds && since >= Share * _lastWrite;
    }

    /// <summary>Writes the step the run stands at while it goes on; not while the last one is still being written, on a slow disk.</summary>
    private void WriteMeanwhile()
    {
        if (_writing is null or { IsCompleted: true })
        {
            Finish();
            CheckpointContent content = CheckpointFile.Of(_run, _loss, DataSha256!).Copy(_memory);
            long started = _written = _clock.GetTimestamp();
            _writing = Task.Run(() =>
            {
                content.Write(_path!);
                return _clock.GetElapsedTime(started);
            });
        }
    }
}
