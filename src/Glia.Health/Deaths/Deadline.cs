using System.Diagnostics;

namespace Glia.Health.Deaths;

/// <summary>A moment after which nothing new is begun.</summary>
/// <param name="seconds">From now.</param>
internal sealed class Deadline(double seconds)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Gets the seconds since the start.</summary>
    public double Elapsed => _clock.Elapsed.TotalSeconds;

    /// <summary>Gets the seconds that are left; not below 0.</summary>
    public double Left => Math.Max(0, seconds - Elapsed);

    /// <summary>Gets a value indicating whether it is over.</summary>
    public bool IsOver => Elapsed > seconds;

    /// <summary>A part of what is left.</summary>
    public Deadline Share(double share) => new(share * Left);
}
