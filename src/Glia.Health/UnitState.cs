namespace Glia.Health;

/// <summary>What a unit was seen to do.</summary>
public enum UnitState
{
    /// <summary>Nothing to report.</summary>
    Alive,

    /// <summary>A rectifier that fires on few rows (1 % or fewer, unless told otherwise). Healthy: the unit is selective.</summary>
    Sparse,

    /// <summary>A rectifier that did not fire in the rows looked at; the evidence is not enough to call it dead, or an input of the box of the data is known that
    /// fires it (<see cref="HealthReport.Certificates"/>).</summary>
    Silent,

    /// <summary>A rectifier that is silent on the whole domain, as far as its <see cref="Proof"/> reaches: output and gradient are
    /// zero, so it cannot learn its way back.</summary>
    Dead,

    /// <summary>An S-shaped unit whose slope is below 1 % of the largest on nearly all rows (95 %, unless told otherwise).</summary>
    Saturated,

    /// <summary>A unit that fires but hardly counts: its mean |y| is at most a tenth of the layer's (Sokar et al., ICML 2023). Not judged for
    /// S-shaped functions. No fault by itself.</summary>
    Dormant,

    /// <summary>A unit that gives the same y on every row, though its function is not flat there: nothing varies in what enters it.</summary>
    Constant,

    /// <summary>A unit whose y is a multiple of that of an earlier unit of the layer on every row looked at; <see cref="LayerHealth.DuplicateOf"/>
    /// says which. No fault by itself: narrow inputs make many.</summary>
    Duplicate,
}
