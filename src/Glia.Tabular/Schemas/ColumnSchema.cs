namespace Glia.Tabular;

/// <summary>What one column is, and why.</summary>
/// <param name="Name">The column.</param>
/// <param name="Kind">What it is to the model.</param>
/// <param name="Why">The reason, in words for the user.</param>
public sealed record ColumnSchema(string Name, ColumnKind Kind, string Why);
