using Glia.Networks;
using Glia.Tabular;

namespace Glia.Onnx.Importing;

/// <summary>Makes a model of tables from a graph of any maker.</summary>
internal static class TabularBuilder
{
    /// <summary>Makes it.</summary>
    /// <param name="dense">What was read.</param>
    /// <param name="options">What the graph does not say.</param>
    public static ImportedModel Build(DenseModel dense, ImportOptions options)
    {
        string source = dense.Graph.Source;
        var notes = new List<string>();
        string[] names = Names(dense, options);
        FrontPlan plan = FrontPlan.Of(dense.Graph, dense.Columns, names, dense.Cells);
        if (dense.Cells.OfType<NumberCell>().Any(cell => cell.Fill is null))
        {
            notes.Add("The model says nothing of missing numbers: they are taken as the centre of their column's scale (0 where there is none).");
        }

        TaskKind task = Task(dense, options, notes);
        (string[] classes, bool areIntegers) = Classes(dense, options, task, notes);
        var schema = new Schema
        {
            Target = options.Target ?? "target",
            Task = task,
            Why = $"the output of {Path.GetFileName(source)}",
            Columns = [.. plan.Features.Select(feature => new ColumnSchema(feature.Name, feature is NumberFeature ? ColumnKind.Number : ColumnKind.Category, "an input of the model"))],
            Classes = classes,
            ClassesAreIntegers = areIntegers,
        };
        Network network = NetworkBuilder.Build(plan, dense.Chain.Steps, source).Network;
        try
        {
            return new ImportedModel(TabularModel.Create(schema, new Preprocessor(plan.Features), network, new OutputScale()), notes);
        }
        catch (GliaException error)
        {
            throw new GliaException($"{source}: {error.Message}", error);
        }
    }

    private static string[] Names(DenseModel dense, ImportOptions options)
    {
        string[] names = options.Columns.Count > 0 ? [.. options.Columns] : [.. dense.Columns.Select(column => column.Name)];
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return names.Length != dense.Columns.Count
            ? throw new GliaException($"{dense.Graph.Source} takes {dense.Columns.Count} columns, and {names.Length} names were given for them.")
            : twice is null ? names : throw new GliaException($"{dense.Graph.Source}: Two columns are called '{Files.Text.Short(twice)}'. Give each a name of its own.");
    }

    private static TaskKind Task(DenseModel dense, ImportOptions options, List<string> notes)
    {
        int outputs = dense.Outputs;
        TaskKind task = (dense.Chain.Output, outputs) switch
        {
            (OutputKind.Sigmoid, 1) => TaskKind.Binary,
            (OutputKind.Sigmoid, _) => throw ReadError.Of(dense.Graph, $"It puts out {outputs} sigmoids side by side (several answers at once), which a model of tables has no task for. OnnxImport.LoadNetwork reads it."),
            (OutputKind.Linear, 1) => options.Task is TaskChoice.Binary or TaskChoice.Classification ? TaskKind.Binary : TaskKind.Regression,
            (_, 1) => throw ReadError.Of(dense.Graph, "It puts out the softmax of one number, which is always 1."),
            _ => TaskKind.Multiclass,
        };
        if (dense.Chain.Output == OutputKind.Linear && task == TaskKind.Multiclass)
        {
            notes.Add($"The model puts out {outputs} numbers without softmax: taken as scores of {outputs} classes.");
        }

        bool fits = options.Task switch
        {
            TaskChoice.Binary => task == TaskKind.Binary,
            TaskChoice.Multiclass => task == TaskKind.Multiclass,
            TaskChoice.Regression => task == TaskKind.Regression,
            TaskChoice.Classification => task != TaskKind.Regression,
            _ => true,
        };
        return fits ? task : throw ReadError.Of(dense.Graph, $"It puts out {outputs} numbers ({dense.Chain.Output.ToString().ToLowerInvariant()}), which is {task.ToString().ToLowerInvariant()}, not {options.Task.ToString().ToLowerInvariant()}.");
    }

    private static (string[] Names, bool AreIntegers) Classes(DenseModel dense, ImportOptions options, TaskKind task, List<string> notes)
    {
        if (task == TaskKind.Regression)
        {
            return ([], false);
        }

        int count = task == TaskKind.Binary ? 2 : dense.Outputs;
        bool areTold = options.Classes.Count > 0;
        string[] names = [.. areTold ? options.Classes : dense.Output.Classes];
        bool areIntegers = areTold ? names.All(name => long.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out _)) : dense.Output.AreIntegers;
        if (names.Length != count && areTold)
        {
            throw ReadError.Of(dense.Graph, $"It tells {count} classes apart, and {names.Length} names were given.");
        }

        if (names.Length != count)
        {
            notes.Add($"The model does not name its classes: they are called 0 to {count - 1}.");
            return ([.. Enumerable.Range(0, count).Select(i => Constants.Key(i))], true);
        }

        return names.Distinct(StringComparer.Ordinal).Count() == count ? (names, areIntegers) : throw ReadError.Of(dense.Graph, "Two of its classes have the same name.");
    }
}
