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
            Task = from.Task switch
            {
                TaskKind.Regression or TaskKind.Multitarget => TaskChoice.Regression,
                TaskKind.Binary or TaskKind.Multilabel => TaskChoice.Binary,
                _ => TaskChoice.Multiclass,
            },
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

        if (from.Schema.SeveralTargets is not null)
        {
            CheckSame(from.Targets, schema.Targets, source);
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
            SeveralTargets = from.Schema.SeveralTargets,
            Columns =
            [
                .. schema.Columns.Select(column => used.Contains(column.Name)
                    ? from.Schema.Columns.FirstOrDefault(known => known.Name == column.Name) ?? column
                    : column with { Kind = ColumnKind.Ignored, Why = "the model that the training starts from does not take it" }),
            ],
        };
    }

    /// <summary>Copies of the model's networks, to learn on, one a member.</summary>
    /// <exception cref="GliaException">The model has another number of networks, or its loss another link.</exception>
    public static (Network[] Networks, OutputScale Scale) Networks(TabularModel from, OutputScale fitted, int members)
    {
        if (from.Members.Count != members)
        {
            throw new GliaException(from.Members.Count == 1
                ? "An ensemble lives from members that start apart, and these would all start from the same weights. Leave the model to start from out, start from an ensemble, or train with ensemble 1."
                : $"The model to start from is an ensemble of {from.Members.Count} networks, each of which goes on. Train with ensemble {from.Members.Count}.");
        }

        (Network Network, OutputScale Scale)[] each = [.. from.Members.Select(member => Start(from, member, fitted))];
        return ([.. each.Select(one => one.Network)], each[0].Scale);
    }

    /// <summary>A copy of a network, to learn on. Where the model puts out a number in the target's own unit, it puts out the standardised one then: so it learns at the usual rates.</summary>
    private static (Network Network, OutputScale Scale) Start(TabularModel from, Network member, OutputScale fitted)
    {
        Network network = Network.FromBytes(member.ToBytes(), "the model to start from");
        if (from.Task is not (TaskKind.Regression or TaskKind.Multitarget))
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

        bool isOwnUnit = (from.Scale.Targets ?? [from.Scale]).All(unit => unit.TargetScale == 1 && unit.TargetMean == 0);
        if (!isOwnUnit || network.Layers[^1] is not DenseLayer last)
        {
            return (network, from.Scale with { Quantile = fitted.Quantile, Targets = from.Scale.Targets?.Select(unit => unit with { Quantile = fitted.Quantile }).ToArray() });
        }

        // [inputs, outputs]: an output for every target.
        Span<float> weights = last.Weights.Values, biases = last.Bias.Values;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(weights[i] / fitted.Of(i % biases.Length).TargetScale);
        }

        for (int t = 0; t < biases.Length; t++)
        {
            biases[t] = (float)((biases[t] - fitted.Of(t).TargetMean) / fitted.Of(t).TargetScale);
        }

        return (network, fitted);
    }

    // Every output of the network has learned one target: they have to be the same, in the same order.
    private static void CheckSame(IReadOnlyList<TargetColumn> known, IReadOnlyList<TargetColumn> asked, string source)
    {
        if (!known.Select(target => target.Name).SequenceEqual(asked.Select(target => target.Name), StringComparer.Ordinal))
        {
            throw new GliaException($"{source}: the model to start from predicts {string.Join(", ", known.Select(target => target.Name))}, in this order; name the same targets.");
        }

        foreach ((TargetColumn old, TargetColumn now) in known.Zip(asked))
        {
            if (now.Classes.Except(old.Classes, StringComparer.Ordinal).FirstOrDefault() is { } stranger)
            {
                throw new GliaException($"{source}: the class '{ColumnValues.Cut(stranger)}' of '{now.Name}' is none of the model to start from ({string.Join(", ", old.Classes)}).");
            }
        }
    }

    private static string Word(TaskKind task) => task switch
    {
        TaskKind.Regression => "regression",
        TaskKind.Multitarget => "regression of several targets",
        TaskKind.Multilabel => "multi-label classification",
        _ => $"{task.ToString().ToLowerInvariant()} classification",
    };
}
