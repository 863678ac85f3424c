namespace Glia.Health;

/// <summary>What a unit was seen to do.</summary>
public enum UnitState
{
    /// <summary>Nothing to report.</summary>
    Alive,

    /// <summary>A rectifier that fires on few rows (1 % or fewer, unless told otherwise). Healthy: the unit is selective.</summary>
    Sparse,

    /// <summary>A rectifier that did not fire in the rows looked at; the evidence is not enough to call it dead.</summary>
    Silent,

    /// <summary>A rectifier that is silent on the whole domain, as far as its <see cref="Proof"/> reaches: output and gradient are
    /// zero, so it cannot learn its way back.</summary>
    Dead,

    /// <summary>An S-shaped unit whose slope is below 1 % of the largest on nearly all rows (95 %, unless told otherwise).</summary>
    Saturated,
}
