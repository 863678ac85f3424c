namespace Glia.HealthBoard.Results;

/// <summary>benchmarks/results/health-causes.json: what experiments name as the earliest cause of failing runs.</summary>
internal sealed class CauseFile
{
    public SortedDictionary<string, CauseTally> Cases { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>The failing runs of one case, explained.</summary>
internal sealed record CauseTally
{
    /// <summary>Commit of the code that made it.</summary>
    public string Commit { get; set; } = "";

    /// <summary>The first seed, and how many were trained.</summary>
    public int First { get; set; }

    public int Runs { get; set; }

    /// <summary>Runs that fail and have a finding: those that are explained.</summary>
    public int Explained { get; set; }

    /// <summary>Of these, the ones for which a cause was named.</summary>
    public int Named { get; set; }

    /// <summary>Of these, the ones whose named cause is of the set that the case states.</summary>
    public int Right { get; set; }

    /// <summary>Factors named, with the number of runs.</summary>
    public SortedDictionary<string, int> Factors { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Events of the chains, with the number of runs that have them.</summary>
    public SortedDictionary<string, int> Events { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Runs whose chain has all events that the case states, none before the one that it follows from; null where none are stated.</summary>
    public int? Chained { get; set; }

    /// <summary>Runs without a right answer, and what was said.</summary>
    public IList<string> Wrong { get; set; } = [];

    /// <summary>Processor time.</summary>
    public double Seconds { get; set; }
}
