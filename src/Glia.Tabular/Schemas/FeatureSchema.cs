using System.Globalization;

namespace Glia.Tabular;

/// <summary>Decides what a column other than the target is.</summary>
internal static class FeatureSchema
{
    // A text column with more than 50 values of which more than half are different names rows rather than describes them.
    // Our choice: one-hot inputs that are active in one or two rows teach nothing that holds for others.
    private const int ManyValues = 50;
    private const double DistinctShare = 0.5;

    // Below, that every text differs may be chance.
    private const int FewRows = 10;

    private static readonly string[][] TruthPairs =
        [["false", "true"], ["no", "yes"], ["f", "t"], ["n", "y"], ["off", "on"]];

    public static ColumnSchema Infer(Column column) => column switch
    {
        NumberColumn numbers => OfNumbers(numbers),
        TextColumn texts => OfTexts(texts),
        _ => throw new ArgumentException($"Unknown column type {column.GetType().Name}.", nameof(column)),
    };

    /// <summary>Whether the values are first, first + 1, first + 2, … in the order of the rows.</summary>
    public static bool CountsRows(Column column)
    {
        if (column is not NumberColumn numbers || column.Rows <= FewRows)
        {
            return false;
        }

        ReadOnlySpan<double> values = numbers.Values.Span;
        for (int row = 1; row < values.Length; row++)
        {
            if (values[row] != values[0] + row)
            {
                return false;
            }
        }

        return values[0] is 0 or 1;
    }

    public static ColumnSchema AsTold(Table table, Column column, ColumnKind kind)
    {
        if (kind is ColumnKind.Ignored)
        {
            return new ColumnSchema(column.Name, kind, "as told");
        }

        if (kind is ColumnKind.Number)
        {
            _ = ColumnValues.Numbers(table, column);
        }

        HashSet<string> distinct = Distinct(column, out int present);
        if (kind is ColumnKind.Boolean && distinct.Count > 2)
        {
            throw new GliaException($"{table.Source}: column '{column.Name}' is said to be boolean but has {Schema.Count(distinct.Count, "value")}; make it a category.");
        }

        return Useless(column, distinct.Count, present) is string why
            ? new ColumnSchema(column.Name, ColumnKind.Ignored, why)
            : new ColumnSchema(column.Name, kind, "as told");
    }

    private static ColumnSchema OfNumbers(NumberColumn column)
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        int present = 0;
        foreach (double value in column.Values.Span)
        {
            if (!double.IsNaN(value))
            {
                present++;
                lowest = Math.Min(lowest, value);
                highest = Math.Max(highest, value);
            }
        }

        int distinct = present == 0 ? 0 : lowest == highest ? 1 : 2;
        return Useless(column, distinct, present) is string why
            ? new ColumnSchema(column.Name, ColumnKind.Ignored, why)
            : new ColumnSchema(column.Name, ColumnKind.Number, WithGaps("every value is a number", column.Rows - present));
    }

    private static ColumnSchema OfTexts(TextColumn column)
    {
        HashSet<string> distinct = Distinct(column, out int present);
        int gaps = column.Rows - present;
        if (Useless(column, distinct.Count, present) is string why)
        {
            return new ColumnSchema(column.Name, ColumnKind.Ignored, why);
        }

        if (IsTruth(distinct))
        {
            return new ColumnSchema(column.Name, ColumnKind.Boolean, WithGaps(string.Join(" or ", distinct.Order(StringComparer.Ordinal)), gaps));
        }

        bool everyDiffers = distinct.Count == present && present > FewRows;
        if (everyDiffers || (distinct.Count > ManyValues && distinct.Count > DistinctShare * present))
        {
            string names = string.Create(CultureInfo.InvariantCulture, $"{distinct.Count} different texts in {present} rows: a name or free text, not a category");
            return new ColumnSchema(column.Name, ColumnKind.Ignored, names + CommaHint(distinct));
        }

        return new ColumnSchema(column.Name, ColumnKind.Category, WithGaps(Schema.Count(distinct.Count, "different text"), gaps));
    }

    private static string? Useless(Column column, int distinct, int present) => distinct switch
    {
        0 => "is missing in every row",
        1 when present == column.Rows => $"is constant: always '{ColumnValues.Cut(column.TextAt(0)!)}'",
        _ => null,
    };

    private static string WithGaps(string why, int gaps) => gaps == 0 ? why : $"{why}; missing in {Schema.Count(gaps, "row")}";

    private static bool IsTruth(HashSet<string> distinct) => distinct.Count <= 2
        && Array.Exists(TruthPairs, pair => distinct.All(v => pair.Contains(v, StringComparer.OrdinalIgnoreCase)));

    private static string CommaHint(HashSet<string> distinct)
    {
        var comma = new CellRules(string.Empty, new TableOptions { DecimalMark = ',' });
        return distinct.All(v => comma.TryRead(v, out _)) ? "; they look like numbers with a decimal comma: say so (decimal mark ,)" : string.Empty;
    }

    private static HashSet<string> Distinct(Column column, out int present)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        present = 0;
        for (int row = 0; row < column.Rows; row++)
        {
            if (column.TextAt(row) is string text)
            {
                present++;
                distinct.Add(text);
            }
        }

        return distinct;
    }
}
