namespace Glia.Tabular;

/// <summary>Decides what several targets are together: all numbers, or all of two classes.</summary>
internal static class TargetGroup
{
    // Columns listed in a complaint.
    private const int MostListed = 8;

    public static TargetSchema Infer(string source, IReadOnlyList<ColumnFacts> targets, SchemaOptions options)
    {
        if (options.Task is TaskChoice.Multiclass)
        {
            throw new GliaException("The task multiclass has one target; several targets are all numbers (regression) or all of two classes (classification). Train a model for each target.");
        }

        TargetSchema[] each = [.. targets.Select(facts => TargetSchema.Infer(source, facts, options))];
        string[] names = [.. targets.Select(facts => facts.Name)];
        bool numbers = Array.TrueForAll(each, goal => goal.Task is TaskKind.Regression);
        if (!numbers && !Array.TrueForAll(each, goal => goal.Task is TaskKind.Binary))
        {
            throw Mixture(source, each);
        }

        return new TargetSchema
        {
            Task = numbers ? TaskKind.Multitarget : TaskKind.Multilabel,
            Why = numbers
                ? $"{TargetNames.Quoted(names, "and")} hold numbers{(options.Task is TaskChoice.Regression ? ", as told" : "")}: regression of {names.Length} targets at once"
                : $"{TargetNames.Quoted(names, "and")} have two classes each: multi-label classification",
            Targets = [.. each.Select((goal, i) => new TargetColumn(names[i], goal.Classes, goal.ClassesAreIntegers))],
            Notes = [.. each.SelectMany((goal, i) => goal.Notes.Select(note => $"'{names[i]}': {note}"))],
        };
    }

    private static GliaException Mixture(string source, TargetSchema[] each)
    {
        string list = string.Join("; ", each.Take(MostListed).Select(goal => goal.Why)) + (each.Length > MostListed ? $"; {each.Length - MostListed} more" : "");
        bool hasTexts = Array.Exists(each, goal => goal.Classes.Any(name => !CellRules.TryNumber(name, System.Globalization.CultureInfo.InvariantCulture, out _)));
        string numbers = hasTexts ? "" : " say that all are numbers (task regression),";
        return new GliaException(
            $"{source}: several targets have to be all numbers or all of two classes, and these are not: {list}. Train a model for each kind,{numbers} or say what a single column is (number or category).");
    }
}
