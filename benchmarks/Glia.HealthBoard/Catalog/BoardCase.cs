namespace Glia.HealthBoard.Catalog;

/// <summary>One case: what is trained, what is published or built in, and what counts as a right answer. All stated before any run.</summary>
internal sealed record BoardCase
{
    public required string Id { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string What { get; init; }

    /// <summary>What the source calls it: the label that is not taken on trust.</summary>
    public string Published { get; init; } = "";

    public required Setup Setup { get; init; }

    /// <summary>The healthy twin; null for healthy cases.</summary>
    public Setup? Twin { get; init; }

    /// <summary>Lists by field of the setup: run i takes the i-th combination.</summary>
    public IReadOnlyDictionary<string, string[]> Vary { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Problems whose finding counts as having named the fault.</summary>
    public IReadOnlyList<string> Accepts { get; init; } = [];

    /// <summary>Problems accepted since the first runs, each with the reason; runs that only these name are counted apart, too.</summary>
    public IReadOnlyDictionary<string, string> Also { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many times the epochs the failing runs without an accepted finding are trained again for, nothing else changed: whether they fail or are late. 0: not at all.</summary>
    public int Longer { get; init; }

    /// <summary>Factors whose change alone mends it: any of them is a right earliest cause.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Events that lead to the failure, in their order; empty: none are stated.</summary>
    public IReadOnlyList<string> Chain { get; init; } = [];

    /// <summary>Score that a healthy run reaches, where it is published; null: the median of the twin's runs, or of the case's own.</summary>
    public double? Reference { get; init; }

    /// <summary>Runs unless the command line says otherwise; 0: as many as it says by default.</summary>
    public int Runs { get; init; }

    /// <summary>Where there is nothing to learn and only the units are judged.</summary>
    public bool UnitsOnly { get; init; }

    /// <summary>Why the case cannot be run; it is listed with this word.</summary>
    public string? Skip { get; init; }

    /// <summary>Gets the number of combinations of <see cref="Vary"/>.</summary>
    public int Combinations => Vary.Values.Aggregate(1, (product, list) => product * list.Length);
}

/// <summary>Cases of one kind and source.</summary>
internal sealed record CaseFamily(string Family, string Title, string Source, string Note, IReadOnlyList<BoardCase> Cases);
