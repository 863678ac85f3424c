using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>How often to write checkpoints: about once a second, so that little is lost and little is spent.</summary>
internal static class CheckpointPace
{
    /// <summary>Multiply-adds a second that a slow core makes; an estimate only decides how often files are written.</summary>
    private const double Speed = 5e9;

    /// <summary>Forward, and twice that backward.</summary>
    private const int Passes = 3;

    private const int Most = 1000;

    public static int Epochs(Table table, FitOptions fit)
    {
        double weights = 0;
        double width = table.Columns.Count;
        foreach (int units in fit.Hidden)
        {
            weights += width * units;
            width = units;
        }

        double seconds = Passes * table.Rows * (weights + width) / Speed;
        return (int)Math.Clamp(1 / Math.Max(seconds, 1e-9), 1, Most);
    }
}
