namespace Glia.Health.Deaths;

/// <summary>A unit that is dead at the end: what the replay has seen of it so far.</summary>
/// <param name="stage">Index of its stage.</param>
/// <param name="unit">The unit.</param>
/// <param name="lastFired">The last step in whose batch it fired.</param>
internal sealed class Suspect(int stage, int unit, long lastFired)
{
    public int Stage => stage;

    public int Unit => unit;

    public long LastFired => lastFired;

    /// <summary>Whether it fired at the last look.</summary>
    public bool Fires { get; set; } = true;

    /// <summary>The update after which it fell silent; null while it fires.</summary>
    public UnitDeath? Death { get; set; }
}
