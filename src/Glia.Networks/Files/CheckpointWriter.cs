using Glia.Networks.Training;

namespace Glia.Networks.Files;

/// <summary>Decides when a run writes its checkpoint; does nothing without a path.</summary>
internal sealed class CheckpointWriter
{
    private readonly TrainingRun _run;
    private readonly Loss _loss;
    private readonly TimeProvider _clock;
    private readonly string? _path;
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

    /// <summary>Writes if it is time to, or if this was the last epoch.</summary>
    public void EpochEnded()
    {
        bool due = _run.Epoch % _run.Options.CheckpointEvery == 0
            && _clock.GetElapsedTime(_written).TotalSeconds >= _run.Options.CheckpointSeconds;
        if (due || _run.Verdict() is not null)
        {
            Write();
        }
    }

    /// <summary>Writes the exact step the run stands at.</summary>
    public void Write()
    {
        if (_path is not null)
        {
            CheckpointFile.Write(_path, _run, _loss, DataSha256!);
            _written = _clock.GetTimestamp();
        }
    }
}
