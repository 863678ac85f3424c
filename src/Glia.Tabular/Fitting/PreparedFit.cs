using Glia.Networks;

namespace Glia.Tabular;

/// <summary>Everything that is decided and prepared before the network is made.</summary>
internal sealed record PreparedFit
{
    public required string Source { get; init; }

    public required Schema Schema { get; init; }

    public required Preprocessor Preprocessor { get; init; }

    public required OutputScale Scale { get; init; }

    /// <summary>The training rows; a sample of them where they are streamed.</summary>
    public required FitPart Train { get; init; }

    public required FitPart Validation { get; init; }

    public required FitPart Test { get; init; }

    public required RowCounts Rows { get; init; }

    /// <summary>Rows that have no value, by column.</summary>
    public required IReadOnlyDictionary<string, int> Missing { get; init; }

    /// <summary>Which inputs are not 0 in every training row.</summary>
    public required bool[] UsedInputs { get; init; }

    /// <summary>The weight of the second class of each of several labels in the loss; empty: 1 for all.</summary>
    public IReadOnlyList<double> PositiveWeights { get; init; } = [];

    /// <summary>The networks that the fit starts from, one a member of an ensemble; empty: they are drawn.</summary>
    public IReadOnlyList<Network> Starts { get; init; } = [];

    /// <summary>Which rows are for what; null where rows are streamed.</summary>
    public Split? Split { get; init; }

    /// <summary>The training rows where they are streamed.</summary>
    public StreamedRows? Streamed { get; init; }

    /// <summary>The schema looked at all rows; a column may still be constant in the training rows.</summary>
    public static Schema NoteUnvarying(Schema schema, Preprocessor preprocessor)
    {
        IEnumerable<string> used = schema.Columns.Where(c => c.Kind is not ColumnKind.Ignored).Select(c => c.Name);
        string[] notes = [.. used.Except(preprocessor.Features.Select(f => f.Name), StringComparer.Ordinal).Select(n => $"'{n}' does not vary in the training rows: not used")];
        return schema with { Notes = [.. schema.Notes, .. notes] };
    }
}
