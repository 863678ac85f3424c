namespace Glia.HealthBoard.Results;

/// <summary>What is kept of a case.</summary>
internal sealed record CaseResult
{
    public required string Id { get; init; }

    public required string Family { get; init; }

    public required string What { get; init; }

    public string Published { get; init; } = "";

    /// <summary>Hash of the case as it was run: another case, another hash, and it is run again.</summary>
    public required string Print { get; init; }

    /// <summary>Commit of the code that made it.</summary>
    public string Commit { get; init; } = "";

    public string? Skipped { get; init; }

    public bool UnitsOnly { get; init; }

    /// <summary>Score that labels are judged by.</summary>
    public double Reference { get; init; }

    /// <summary>Processor time of all its runs.</summary>
    public double Seconds { get; init; }

    public Tally Tally { get; init; } = new();

    /// <summary>Problems accepted since the first runs, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Also { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Tally? Twin { get; init; }
}
