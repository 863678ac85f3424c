using System.Globalization;

namespace Glia.Tabular;

/// <summary>What every table keeps to, wherever its columns come from.</summary>
internal static class ColumnRules
{
    /// <summary>Refuses names that are empty or come twice.</summary>
    public static void Check(string source, IReadOnlyList<string> names)
    {
        var first = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{source}: column {i + 1} has no name; give it one."));
            }

            if (!first.TryAdd(names[i], i))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}: columns {first[names[i]] + 1} and {i + 1} are both named '{names[i]}'; give each its own name."));
            }
        }
    }

    /// <summary>Refuses infinite numbers.</summary>
    /// <param name="source">Where the column comes from.</param>
    /// <param name="column">The column.</param>
    /// <param name="before">Rows of the table before those of the column.</param>
    public static void CheckFinite(string source, Column column, long before)
    {
        if (column is not NumberColumn numbers)
        {
            return;
        }

        ReadOnlySpan<double> values = numbers.Values.Span;
        for (int row = 0; row < values.Length; row++)
        {
            if (double.IsInfinity(values[row]))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}, row {before + row + 1}, column '{column.Name}': the number is infinite; leave the value out if it is missing."));
            }
        }
    }
}
