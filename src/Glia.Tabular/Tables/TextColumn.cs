namespace Glia.Tabular;

/// <summary>A column of texts; null stands for a missing one.</summary>
public sealed class TextColumn : Column
{
    private readonly string?[] _values;

    internal TextColumn(string name, string?[] values)
        : base(name) => _values = values;

    /// <summary>The values in row order; null where missing.</summary>
    public IReadOnlyList<string?> Values => _values;

    /// <inheritdoc/>
    public override int Rows => _values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _values[row] is null;

    /// <inheritdoc/>
    public override string? TextAt(int row) => _values[row];

    /// <inheritdoc/>
    public override Column Rename(string name) => new TextColumn(name, _values);

    internal TextColumn Slice(int start, int count) =>
        start == 0 && count == _values.Length ? this : new TextColumn(Name, _values[start..(start + count)]);

    internal override Column Select(ReadOnlySpan<int> rows)
    {
        string?[] selected = new string?[rows.Length];
        for (int i = 0; i < selected.Length; i++)
        {
            selected[i] = _values[rows[i]];
        }

        return new TextColumn(Name, selected);
    }
}
