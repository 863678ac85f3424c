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

    /// <summary>Several targets; null for one.</summary>
    public IReadOnlyList<TargetColumn>? Targets { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public static TargetSchema Infer(string source, ColumnFacts facts, SchemaOptions options)
    {
        TaskChoice choice = Choice(facts.Name, options);
        if (choice is TaskChoice.Regression || (choice is TaskChoice.Auto && !facts.IsText && !AreClasses(facts)))
        {
            return Regression(source, facts, told: choice is not TaskChoice.Auto);
        }

        (string Text, ValueCount Seen)[] classes = [.. facts.Values];
        CheckClasses(source, facts, classes, choice);
        bool binary = classes.Length == 2 && choice is not TaskChoice.Multiclass;
        return new TargetSchema
        {
            Task = binary ? TaskKind.Binary : TaskKind.Multiclass,
            Why = WhyClasses(facts, choice),
            Classes = [.. classes.Select(c => c.Text)],
            ClassesAreIntegers = !facts.IsText && facts.AreIntegers,
            Notes = [.. classes.Where(c => c.Seen.Count == 1).Take(5).Select(c =>
                $"class '{ColumnValues.Cut(c.Text)}' has a single row ({facts.Place(c.Seen)}): it is learned from but cannot be tested")],
        };
    }

    /// <summary>Whether a number is to be predicted because somebody said so.</summary>
    public static bool IsToldNumber(string target, SchemaOptions options) => Choice(target, options) is TaskChoice.Regression;

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

    private static TargetSchema Regression(string source, ColumnFacts facts, bool told)
    {
        if (facts.Lowest == facts.Highest)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{source}: the target '{facts.Name}' is {facts.Lowest:R} in every row; there is nothing to learn."));
        }

        string atLeast = facts.Uncounted > 0 ? "at least " : string.Empty;
        return new TargetSchema
        {
            Task = TaskKind.Regression,
            Why = told
                ? $"'{facts.Name}' is a number, as told: regression"
                : string.Create(CultureInfo.InvariantCulture, $"'{facts.Name}' holds numbers, {atLeast}{facts.Distinct} different ones in {facts.Rows} rows: regression"),
        };
    }

    private static void CheckClasses(string source, ColumnFacts facts, (string Text, ValueCount Seen)[] classes, TaskChoice choice)
    {
        string target = facts.Name;
        if (classes.Length == 1)
        {
            throw new GliaException($"{source}: the target '{target}' is '{ColumnValues.Cut(classes[0].Text)}' in every row; at least two classes are needed.");
        }

        if ((2L * classes.Length > facts.Rows && classes.Length > 2) || facts.Uncounted > 0)
        {
            string atLeast = facts.Uncounted > 0 ? "at least " : string.Empty;
            string hint = facts.IsText ? NumberText.Hint([.. classes.Select(each => each.Text)]) : string.Empty;
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source}: the target '{target}' has {atLeast}{classes.Length} classes in {facts.Rows} rows; at least two rows a class are needed{hint}. Is it the right column, or a number (regression)?"));
        }

        if (choice is TaskChoice.Binary && classes.Length > 2)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{source}: the target '{target}' has {classes.Length} classes; binary takes two. Leave the task to be chosen, or say multiclass."));
        }
    }

    private static string WhyClasses(ColumnFacts facts, TaskChoice choice)
    {
        string what = facts.IsText ? "texts" : "whole numbers";
        string reason = choice is TaskChoice.Auto ? $"few different {what} in {Schema.Count(facts.Rows, "row")}" : "as told";
        string task = facts.Distinct == 2 && choice is not TaskChoice.Multiclass ? "binary" : "multiclass";
        return string.Create(CultureInfo.InvariantCulture, $"'{facts.Name}' has {facts.Distinct} classes, {reason}: {task} classification");
    }

    private static bool AreClasses(ColumnFacts facts)
    {
        double share = facts.Rows > 1000 ? 0.05 : 0.1;
        return facts.AreIntegers && (facts.Distinct <= 2 || (facts.Distinct <= MostIntegerClasses && facts.Distinct <= share * facts.Rows));
    }
}
