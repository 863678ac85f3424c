namespace Glia.HealthBoard.Results;

/// <summary>Verdicts on rectifier units beside the truth.</summary>
internal sealed class UnitTally
{
    /// <summary>Rectifier units judged.</summary>
    public long Units { get; set; }

    /// <summary>Called dead, and silent on all rows.</summary>
    public long DeadFound { get; set; }

    /// <summary>Called dead, though a row fires them.</summary>
    public long DeadInvented { get; set; }

    /// <summary>Silent on all rows, and not called dead.</summary>
    public long DeadMissed { get; set; }

    /// <summary>Of <see cref="DeadFound"/>, those in networks of one or two inputs, where a grid was looked at.</summary>
    public long FoundWithGrid { get; set; }

    /// <summary>Of those, the ones that fire somewhere on the grid: dead on the rows, alive in their box.</summary>
    public long FoundButAliveOnGrid { get; set; }

    public void Add(UnitTally other)
    {
        Units += other.Units;
        DeadFound += other.DeadFound;
        DeadInvented += other.DeadInvented;
        DeadMissed += other.DeadMissed;
        FoundWithGrid += other.FoundWithGrid;
        FoundButAliveOnGrid += other.FoundButAliveOnGrid;
    }
}
