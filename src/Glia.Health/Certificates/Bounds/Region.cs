namespace Glia.Health.Certificates.Bounds;

/// <summary>A unit held on one side of a kink: Side·(z − At) ≤ 0.</summary>
/// <param name="Value">The value that z is part of.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="At">The kink.</param>
/// <param name="Side">1: below, −1: above.</param>
internal readonly record struct Phase(int Value, int Unit, double At, int Side);

/// <summary>Where a region is to be cut: an input (Value 0, Kink NaN) or a unit at its kink.</summary>
internal readonly record struct Cut(int Value, int Unit, double Kink)
{
    /// <summary>Gets the multiplier that the part below the kink begins with: no part is bounded worse than the whole.</summary>
    public double Below { get; init; }

    /// <summary>Gets that of the part above.</summary>
    public double Above { get; init; }
}

/// <summary>
/// A part of the box: ranges of all values that inputs in it can give, the units held in a phase, and the free numbers of the best bound
/// found so far. Arrays are shared with the region it was cut from until they change.
/// </summary>
internal sealed class Region(double[][] low, double[][] high)
{
    public double[][] Low { get; } = low;

    public double[][] High { get; } = high;

    public Phase[] Phases { get; private set; } = [];

    /// <summary>Multiplier of every phase, at least 0.</summary>
    public double[] Multipliers { get; set; } = [];

    /// <summary>Slope of the free line of every unit, by value; NaN: as the envelope chooses.</summary>
    public double[][] Slopes { get; set; } = [];

    /// <summary>What the question's quantity is proved not to exceed here.</summary>
    public double Bound { get; set; } = double.PositiveInfinity;

    public Cut? Next { get; set; }

    /// <summary>Inputs of a group that are cut off from the others, where the next cut goes through a group.</summary>
    public int[] NextMembers { get; set; } = [];

    public Region Copy() => new([.. Low], [.. High])
    {
        Phases = Phases, Multipliers = Multipliers, Slopes = Slopes, Bound = Bound,
    };

    /// <summary>Narrows one unit's range; false where nothing is left.</summary>
    public bool Narrow(int value, int unit, double low, double high)
    {
        Low[value] = [.. Low[value]];
        High[value] = [.. High[value]];
        Low[value][unit] = Math.Max(Low[value][unit], low);
        High[value][unit] = Math.Min(High[value][unit], high);
        return Low[value][unit] <= High[value][unit];
    }

    /// <summary>Holds a unit in a phase; false where the region has no such inputs.</summary>
    public bool Hold(Phase phase, double multiplier)
    {
        Phases = [.. Phases, phase];
        Multipliers = [.. Multipliers, multiplier];
        return phase.Side > 0
            ? Narrow(phase.Value, phase.Unit, double.NegativeInfinity, phase.At)
            : Narrow(phase.Value, phase.Unit, phase.At, double.PositiveInfinity);
    }
}
