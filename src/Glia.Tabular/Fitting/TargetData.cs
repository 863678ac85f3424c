using System.Globalization;

namespace Glia.Tabular;

/// <summary>The target column as numbers: classes by index, or values.</summary>
internal static class TargetData
{
    /// <summary>Class of every row; every value has to be one of the schema's classes.</summary>
    public static int[] Classes(Table table, Schema schema) => Classes(table, schema.Targets[0]);

    /// <summary>Class of every row; every value has to be one of the target's classes.</summary>
    public static int[] Classes(Table table, TargetColumn target)
    {
        Column column = table[target.Name];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < target.Classes.Count; k++)
        {
            index.Add(target.Classes[k], k);
        }

        int[] classes = new int[table.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            string label = Label(column, row, target);
            if (!index.TryGetValue(label, out classes[row]))
            {
                throw new GliaException(
                    $"{table.Place(row)}, column '{column.Name}': the class '{ColumnValues.Cut(label)}' was not there in training.{NearNames.Hint(label, target.Classes)}");
            }
        }

        return classes;
    }

    /// <summary>Value of every row, NaN where missing.</summary>
    public static double[] Values(Table table, string target) => ColumnValues.Numbers(table, table[target]).ToArray();

    /// <summary>The same; refuses what a loss of that link cannot take.</summary>
    public static double[] Values(Table table, string target, OutputLink link)
    {
        double[] values = Values(table, target);
        int wrong = link is OutputLink.Log ? Array.FindIndex(values, value => value < 0) : -1;
        return wrong < 0 ? values : throw new GliaException(string.Create(
            CultureInfo.InvariantCulture, $"{table.Place(wrong)}, column '{target}': {values[wrong]:R} is no count; the loss poisson takes numbers of 0 or more. Correct it, or take another loss."));
    }

    /// <summary>Weight of every row; null if the schema has none.</summary>
    public static double[]? Weights(Table table, Schema schema)
    {
        if (schema.SampleWeight is not string name)
        {
            return null;
        }

        double[] weights = ColumnValues.Numbers(table, table[name]).ToArray();
        for (int row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.Place(row)}, column '{name}': a weight is {(double.IsNaN(weights[row]) ? "missing" : weights[row].ToString("R", CultureInfo.InvariantCulture))}; every row needs one of 0 or more."));
            }
        }

        return weights;
    }

    // A class that was a number in training may be spelled otherwise among texts: "1.0" is the class 1. So may a truth value: "True" is the class true.
    private static string Label(Column column, int row, TargetColumn target)
    {
        string text = column.TextAt(row)!;
        text = Truths.Are(target.Classes) ? Truths.Named(text) : text;
        return target.ClassesAreIntegers && column is TextColumn && CellRules.TryNumber(text, CultureInfo.InvariantCulture, out double value)
            ? NumberColumn.Format(value) ?? text
            : text;
    }
}
