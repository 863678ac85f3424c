namespace Glia.Tabular;

/// <summary>How a table is read. The defaults suit most files.</summary>
public sealed record TableOptions
{
    /// <summary>The words that stand for a missing value unless told otherwise; compared without regard to case.</summary>
    public static IReadOnlyList<string> UsualMissing { get; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>The character between fields; null to choose among comma, semicolon, tab and bar by looking at the file.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The character before the fraction of a number: a point, or a comma where the file says so.</summary>
    public char DecimalMark { get; init; } = '.';

    /// <summary>Whether the first row holds the names; if not they are made: column_1, column_2, …</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The words that stand for a missing value (an empty field always does), compared without regard to case.</summary>
    public IReadOnlyList<string> Missing { get; init; } = UsualMissing;

    /// <summary>Columns kept as text even if every value is a number: categories such as 007 stay what they are.</summary>
    public IReadOnlyCollection<string> TextColumns { get; init; } = [];

    /// <summary>Columns that must hold numbers: the first text in one of them is an error with its line.</summary>
    public IReadOnlyCollection<string> NumberColumns { get; init; } = [];
}
