namespace Glia.HealthBoard.Results;

/// <summary>benchmarks/results/health-repair.json: what becomes of the failing runs of a case under every way of mending.</summary>
internal sealed class RepairFile
{
    public SortedDictionary<string, RepairTally> Cases { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>The failing runs of one case.</summary>
internal sealed record RepairTally
{
    /// <summary>Commit of the code that made it.</summary>
    public string Commit { get; set; } = "";

    /// <summary>The first seed.</summary>
    public int First { get; set; } = 1;

    /// <summary>Seeds that were trained.</summary>
    public int Runs { get; set; }

    /// <summary>Runs that fail, and so are mended.</summary>
    public int Fails { get; set; }

    /// <summary>Median score of the healthy twin on the rows that judge.</summary>
    public double Reference { get; set; }

    /// <summary>Median number of trials that healing makes, and random search as many.</summary>
    public double Trials { get; set; }

    public SortedDictionary<string, MethodTally> Methods { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Treatments that were kept, with the number of runs; "none" where all were rolled back.</summary>
    public SortedDictionary<string, int> Kept { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>One way of mending.</summary>
internal sealed class MethodTally
{
    /// <summary>Runs that come within 2 points of the healthy twin.</summary>
    public int Repaired { get; set; }

    /// <summary>Runs that this way repairs and Glia does not, and the other way round: only they tell which of the two is ahead on the same runs.</summary>
    public int OnlyThis { get; set; }

    public int OnlyGlia { get; set; }

    /// <summary>Runs that end below the network as it came.</summary>
    public int Worse { get; set; }

    /// <summary>Median score.</summary>
    public double Score { get; set; }
}
