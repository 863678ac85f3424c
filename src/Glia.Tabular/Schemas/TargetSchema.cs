using System.Globalization;

namespace Glia.Tabular;

/// <summary>Decides what is to be learned from the target's values.</summary>
internal sealed record TargetSchema
{
    // Whole numbers are classes if few of them stand for many rows: at most 10 % as many values as rows, 5 % beyond 1000 rows. The shares are
    // those of AutoGluon (infer_problem_type); its limit of 1000 classes is lowered to 20, since a count (age, rooms) has more values than that.
    private const int MostIntegerClasses = 20;

    public required TaskKind Task { get; init; }

    public required string Why { get; init; }

    public IReadOnlyList<string> Classes { get; init; } = [];

    public bool ClassesAreIntegers { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public static TargetSchema Infer(Table known, string target, SchemaOptions options)
    {
        Column column = known[target];
        TaskChoice choice = Choice(target, options);
        if (choice is TaskChoice.Regression || (choice is TaskChoice.Auto && column is NumberColumn numbers && !AreClasses(numbers.Values.Span)))
        {
            return Regression(known, column, told: choice is not TaskChoice.Auto);
        }

        Dictionary<string, int> counts = Counts(column, out Dictionary<string, int> firstRow);
        string[] classes = column is NumberColumn
            ? [.. counts.Keys.OrderBy(c => double.Parse(c, CultureInfo.InvariantCulture))]
            : [.. counts.Keys.Order(StringComparer.Ordinal)];
        CheckClasses(known, target, classes, choice);
        bool binary = classes.Length == 2 && choice is not TaskChoice.Multiclass;
        return new TargetSchema
        {
            Task = binary ? TaskKind.Binary : TaskKind.Multiclass,
            Why = WhyClasses(column, classes, choice),
            Classes = classes,
            ClassesAreIntegers = column is NumberColumn values && AreIntegers(values.Values.Span),
            Notes = [.. classes.Where(c => counts[c] == 1).Take(5).Select(c =>
                $"class '{ColumnValues.Cut(c)}' has a single row ({known.Place(firstRow[c])}): it is learned from but cannot be tested")],
        };
    }

    private static TaskChoice Choice(string target, SchemaOptions options)
    {
        if (options.Task is not TaskChoice.Auto || !options.Columns.TryGetValue(target, out ColumnKind kind))
        {
            return options.Task;
        }

        return kind switch
        {
            ColumnKind.Number => TaskChoice.Regression,
            ColumnKind.Ignored => throw new GliaException($"The target '{target}' cannot be ignored."),
            _ => TaskChoice.Classification,
        };
    }

    private static TargetSchema Regression(Table known, Column column, bool told)
    {
        ReadOnlySpan<double> values = ColumnValues.Numbers(known, column).Span;
        double first = values[0];
        bool constant = true;
        foreach (double value in values)
        {
            constant &= value == first;
        }

        if (constant)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{known.Source}: the target '{column.Name}' is {first:R} in every row; there is nothing to learn."));
        }

        int distinct = Distinct(values);
        return new TargetSchema
        {
            Task = TaskKind.Regression,
            Why = told
                ? $"'{column.Name}' is a number, as told: regression"
                : string.Create(CultureInfo.InvariantCulture, $"'{column.Name}' holds numbers, {distinct} different ones in {known.Rows} rows: regression"),
        };
    }

    private static void CheckClasses(Table known, string target, string[] classes, TaskChoice choice)
    {
        if (classes.Length == 1)
        {
            throw new GliaException($"{known.Source}: the target '{target}' is '{ColumnValues.Cut(classes[0])}' in every row; at least two classes are needed.");
        }

        if (2 * classes.Length > known.Rows && classes.Length > 2)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{known.Source}: the target '{target}' has {classes.Length} classes in {known.Rows} rows; at least two rows a class are needed. Is it the right column, or a number (regression)?"));
        }

        if (choice is TaskChoice.Binary && classes.Length > 2)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{known.Source}: the target '{target}' has {classes.Length} classes; binary takes two. Leave the task to be chosen, or say multiclass."));
        }
    }

    private static string WhyClasses(Column column, string[] classes, TaskChoice choice)
    {
        string what = column is TextColumn ? "texts" : "whole numbers";
        string reason = choice is TaskChoice.Auto ? $"few different {what} in {Schema.Count(column.Rows, "row")}" : "as told";
        return string.Create(CultureInfo.InvariantCulture, $"'{column.Name}' has {classes.Length} classes, {reason}: {(classes.Length == 2 && choice is not TaskChoice.Multiclass ? "binary" : "multiclass")} classification");
    }

    private static bool AreClasses(ReadOnlySpan<double> values)
    {
        if (!AreIntegers(values))
        {
            return false;
        }

        int distinct = Distinct(values);
        double share = values.Length > 1000 ? 0.05 : 0.1;
        return distinct <= 2 || (distinct <= MostIntegerClasses && distinct <= share * values.Length);
    }

    private static bool AreIntegers(ReadOnlySpan<double> values)
    {
        const double exact = 1L << 53; // Beyond, not every whole number is a double.
        foreach (double value in values)
        {
            if (Math.Floor(value) != value || Math.Abs(value) > exact)
            {
                return false;
            }
        }

        return true;
    }

    private static int Distinct(ReadOnlySpan<double> values)
    {
        var distinct = new HashSet<double>();
        foreach (double value in values)
        {
            distinct.Add(value);
        }

        return distinct.Count;
    }

    private static Dictionary<string, int> Counts(Column column, out Dictionary<string, int> firstRow)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        firstRow = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < column.Rows; row++)
        {
            string text = column.TextAt(row)!;
            counts[text] = counts.GetValueOrDefault(text) + 1;
            firstRow.TryAdd(text, row);
        }

        return counts;
    }
}
