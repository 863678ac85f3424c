using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// Counts what rows to be predicted hold that the training rows did not: texts that no category of the model stands for, and gaps in columns that had none. Neither is an error; each is taken for
/// something else (<see cref="CategoryFeature"/>, <see cref="NumberFeature"/>), of which who predicts should know.
/// </summary>
public sealed class UnseenValues
{
    private readonly Dictionary<(string Column, bool Gaps), Found> _found = [];
    private long _rows;

    /// <summary>What was found, a sentence for each column; empty where the rows hold nothing new.</summary>
    public IReadOnlyList<string> Notes => [.. _found.Select(entry => Note(entry.Key.Column, entry.Key.Gaps, entry.Value))];

    /// <summary>Begins a block of rows.</summary>
    internal void Begin(Table table) => _rows += table.Rows;

    /// <summary>Adds texts that are no category.</summary>
    internal void AddTexts(string column, int count, string first, string place) => Add((column, false), new Found(count, place, $"'{ColumnValues.Cut(first)}'"));

    /// <summary>Adds gaps in a column that had none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="count">How many.</param>
    /// <param name="place">Where the first is.</param>
    /// <param name="instead">What they are taken for.</param>
    internal void AddGaps(string column, int count, string place, string instead) => Add((column, true), new Found(count, place, instead));

    private void Add((string Column, bool Gaps) key, Found found)
    {
        if (found.Count > 0)
        {
            _found[key] = _found.TryGetValue(key, out Found? before) ? before with { Count = before.Count + found.Count } : found;
        }
    }

    private string Note(string column, bool gaps, Found found)
    {
        string rows = string.Create(CultureInfo.InvariantCulture, $"{found.Count} of {_rows} rows");
        return gaps
            ? $"column '{column}' is missing in {rows} and never was in training; it is taken for {found.Detail} (first in {found.Place})"
            : $"column '{column}' has a text in {rows} that is no category of the model; it is taken as unknown (first {found.Detail} in {found.Place})";
    }

    private sealed record Found(long Count, string Place, string Detail);
}
