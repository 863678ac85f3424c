using System.Diagnostics;
using Glia.Networks;

namespace Glia.Benchmarks.Training;

/// <summary>The fastest epoch of a training but the first, which loads code.</summary>
internal sealed class EpochClock : IStepObserver
{
    private long _last;

    /// <summary>Gets its seconds.</summary>
    public double Best { get; private set; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public bool Watches(long step) => false;

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        long now = Stopwatch.GetTimestamp();
        Best = epoch.Epoch > 1 ? Math.Min(Best, Stopwatch.GetElapsedTime(_last, now).TotalSeconds) : Best;
        _last = now;
    }
}
