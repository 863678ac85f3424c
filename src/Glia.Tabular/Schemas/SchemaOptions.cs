namespace Glia.Tabular;

/// <summary>What the user has decided about the columns.</summary>
public sealed record SchemaOptions
{
    /// <summary>Kinds by column name; for the target, number means regression and category classification.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Columns { get; init; } = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);

    /// <summary>The task; chosen from the target unless told.</summary>
    public TaskChoice Task { get; init; } = TaskChoice.Auto;

    /// <summary>A column of row weights, which is then no feature; null for none.</summary>
    public string? SampleWeight { get; init; }
}
