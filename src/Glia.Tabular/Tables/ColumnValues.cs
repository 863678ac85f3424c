using System.Globalization;

namespace Glia.Tabular;

/// <summary>Reads a column as numbers, whatever it is stored as.</summary>
internal static class ColumnValues
{
    /// <summary>The values as numbers; NaN where missing.</summary>
    /// <exception cref="GliaException">A text is no number, or an infinite one; the message says where.</exception>
    public static ReadOnlyMemory<double> Numbers(Table table, Column column)
    {
        if (column is NumberColumn numbers)
        {
            return numbers.Values;
        }

        double[] values = new double[column.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            string? text = column.TextAt(row);
            values[row] = double.NaN;
            if (text is not null && !(CellRules.TryNumber(text, CultureInfo.InvariantCulture, out values[row]) && !double.IsInfinity(values[row])))
            {
                throw new GliaException($"{table.Place(row)}, column '{column.Name}': {NumberText.Wanted(text)}");
            }
        }

        return values;
    }

    internal static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
