using System.Globalization;

namespace Glia.Tabular;

/// <summary>A column of 64-bit numbers; NaN stands for a missing one. Infinite numbers do not occur.</summary>
public sealed class NumberColumn : Column
{
    private readonly ReadOnlyMemory<double> _values;

    internal NumberColumn(string name, ReadOnlyMemory<double> values)
        : base(name) => _values = values;

    /// <summary>The values in row order; NaN where missing.</summary>
    public ReadOnlyMemory<double> Values => _values;

    /// <inheritdoc/>
    public override int Rows => _values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(_values.Span[row]);

    /// <inheritdoc/>
    public override string? TextAt(int row) => Format(_values.Span[row]);

    /// <inheritdoc/>
    public override Column Rename(string name) => new NumberColumn(name, _values);

    /// <summary>A number as the text that stands for it among categories and classes: "3" for 3, "0.5" for 0.5.</summary>
    internal static string? Format(double value) =>
        double.IsNaN(value) ? null : (value == 0 ? 0.0 : value).ToString("R", CultureInfo.InvariantCulture);

    internal override Column Select(ReadOnlySpan<int> rows)
    {
        double[] selected = new double[rows.Length];
        ReadOnlySpan<double> values = _values.Span;
        for (int i = 0; i < selected.Length; i++)
        {
            selected[i] = values[rows[i]];
        }

        return new NumberColumn(Name, selected);
    }
}
