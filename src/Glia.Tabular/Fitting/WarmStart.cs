using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>A fit that begins where another model is: its columns, classes and weights are kept, only the weights go on.</summary>
internal static class WarmStart
{
    /// <summary>What is decided by the model that a fit starts from.</summary>
    public static SchemaOptions Options(TabularModel? from, FitOptions options)
    {
        var schema = new SchemaOptions { Columns = options.Kinds, Task = TargetUnit.Task(options), SampleWeight = options.SampleWeight };
        return from is null || TargetUnit.Task(options) is not TaskChoice.Auto ? schema : schema with
        {
            Task = from.Task switch { TaskKind.Regression => TaskChoice.Regression, TaskKind.Binary => TaskChoice.Binary, _ => TaskChoice.Multiclass },
        };
    }

    /// <summary>The schema of the table in the model's words: its classes in its order, its columns used and no others.</summary>
    /// <exception cref="GliaException">The table asks for another task, or holds classes that the model does not know.</exception>
    public static Schema Adopt(TabularModel from, Schema schema, string source)
    {
        if (schema.Task != from.Task)
        {
            throw new GliaException($"{source}: the target '{schema.Target}' asks for {Word(schema.Task)}, and the model to start from does {Word(from.Task)}.");
        }

        string? stranger = schema.Classes.Except(from.Classes, StringComparer.Ordinal).FirstOrDefault();
        if (stranger is not null)
        {
            throw new GliaException($"{source}: the class '{ColumnValues.Cut(stranger)}' of '{schema.Target}' is none of the model to start from ({string.Join(", ", from.Classes.Take(8))}{(from.Classes.Count > 8 ? ", …" : "")}). Classes cannot be added to a network that is trained on.");
        }

        HashSet<string> used = [.. from.Preprocessor.Features.Select(feature => feature.Name)];
        return schema with
        {
            Classes = from.Classes,
            ClassesAreIntegers = from.Schema.ClassesAreIntegers,
            Columns =
            [
                .. schema.Columns.Select(column => used.Contains(column.Name)
                    ? from.Schema.Columns.FirstOrDefault(known => known.Name == column.Name) ?? column
                    : column with { Kind = ColumnKind.Ignored, Why = "the model that the training starts from does not take it" }),
            ],
        };
    }

    /// <summary>A copy of the model's network, to learn on. Where the model puts out a number in the target's own unit, it puts out the standardised one then: so it learns at the usual rates.</summary>
    public static (Network Network, OutputScale Scale) Network(TabularModel from, OutputScale fitted)
    {
        Network network = Networks.Network.FromBytes(from.Single("a start").ToBytes(), "the model to start from");
        if (from.Task is not TaskKind.Regression)
        {
            return (network, fitted);
        }

        if (from.Scale.Link != fitted.Link)
        {
            throw new GliaException(
                $"The model to start from puts out {(fitted.Link is OutputLink.Log ? "the number itself, and the loss poisson takes its logarithm" : "the logarithm of the number, and the loss of this training takes the number itself: take poisson")}.");
        }

        if (fitted.Link is OutputLink.Log)
        {
            return (network, from.Scale);
        }

        if (from.TargetScale != 1 || from.TargetMean != 0 || network.Layers[^1] is not DenseLayer last)
        {
            return (network, from.Scale with { Quantile = fitted.Quantile });
        }

        foreach (ref float weight in last.Weights.Values)
        {
            weight = (float)(weight / fitted.TargetScale);
        }

        foreach (ref float bias in last.Bias.Values)
        {
            bias = (float)((bias - fitted.TargetMean) / fitted.TargetScale);
        }

        return (network, fitted);
    }

    private static string Word(TaskKind task) => task is TaskKind.Regression ? "regression" : $"{task.ToString().ToLowerInvariant()} classification";
}
