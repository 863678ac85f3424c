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

    /// <summary>The character between thousands: the comma of 1,234,567.5, or a point, a space, an apostrophe. Groups are of three digits; numbers without it are read as well. Null where there is none.</summary>
    public char? GroupMark { get; init; }

    /// <summary>Whether the first row holds the names; if not they are made: column_1, column_2, …</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The words that stand for a missing value (an empty field always does), compared without regard to case.</summary>
    public IReadOnlyList<string> Missing { get; init; } = UsualMissing;

    /// <summary>The only columns to read; null for all. Names the file lacks are no error here: whoever needs them says so.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>Columns whose values do not matter: where a format cannot read one (a nested column), it comes as one without values instead of an error.</summary>
    public IReadOnlyCollection<string> IgnoredColumns { get; init; } = [];

    /// <summary>
    /// What to select, in SQL: from the tables of a database (SQLite, DuckDB), or from any other file, which DuckDB reads and calls <c>data</c>. Null for the one
    /// table of a database, or the whole file.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>Columns kept as text even if every value is a number: categories such as 007 stay what they are.</summary>
    public IReadOnlyCollection<string> TextColumns { get; init; } = [];

    /// <summary>Ends the reading, between rows or while a pipe is waited for, with an <see cref="OperationCanceledException"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public CancellationToken Cancel { get; init; }

    /// <summary>Columns that must hold numbers: the first text in one of them is an error with its line.</summary>
    public IReadOnlyCollection<string> NumberColumns { get; init; } = [];
}
