using System.Globalization;
using Glia.Health;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>What a model is made of.</summary>
internal sealed record ModelParts(Schema Schema, Preprocessor Preprocessor, Network Network, OutputScale Scale, RunRecord? Run, HealthReport? Health = null)
{
    /// <summary>The further networks of an ensemble.</summary>
    public IReadOnlyList<Network> Others { get; init; } = [];

    /// <summary>All networks.</summary>
    public IReadOnlyList<Network> Members => [Network, .. Others];

    public static int OutputsFor(Schema schema) => schema.Task is TaskKind.Multiclass ? schema.Classes.Count : schema.Targets.Count;

    public TabularModel Assemble()
    {
        Check();
        return Schema.Task switch
        {
            TaskKind.Regression or TaskKind.Multitarget => new RegressionModel(this),
            TaskKind.Multilabel => new MultilabelModel(this),
            _ => new ClassificationModel(this),
        };
    }

    private void Check()
    {
        int outputs = OutputsFor(Schema);
        bool classes = Schema.Task switch
        {
            TaskKind.Binary => Schema.Classes.Count == 2,
            TaskKind.Multiclass => Schema.Classes.Count >= 2,
            _ => Schema.Classes.Count == 0,
        };
        if (!classes || Network.Inputs != Preprocessor.Width || Network.Outputs != outputs)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"The parts of the model do not fit together: {Preprocessor.Width} prepared inputs into {Network.Inputs}, {Network.Outputs} outputs for {Schema.Task.ToString().ToLowerInvariant()} with {Schema.Classes.Count} classes."));
        }

        if (Others.Any(other => other.Inputs != Network.Inputs || other.Outputs != Network.Outputs))
        {
            throw new GliaException("The parts of the model do not fit together: the networks of an ensemble have as many inputs and outputs, each as the others.");
        }

        if (Members.Any(member => !Preprocessor.Embeddings.SequenceEqual(member.Layers[0] is EmbeddingLayer embedding ? embedding.Columns : [])))
        {
            throw new GliaException("The parts of the model do not fit together: the columns that become codes are not those of the network's embedding layer.");
        }

        bool several = Schema.Task is TaskKind.Multitarget or TaskKind.Multilabel;
        int expected = Schema.Task is TaskKind.Multilabel ? 2 : 0;
        if (several != Schema.SeveralTargets is { Count: > 1 } || several != Scale.Targets is { Count: > 1 } || (several && Scale.Temperature is not null)
            || (several && (Scale.Targets!.Count != outputs || Schema.Targets.Any(target => target?.Name is null || target.Classes?.Count != expected)
                || Schema.Targets.Select(target => target.Name).Distinct(StringComparer.Ordinal).Count() != outputs || Scale.Targets.Any(unit => unit is null || unit.Targets is not null || unit.Link != Scale.Link))))
        {
            throw new GliaException("The parts of the model do not fit together: several targets need their names, their classes (two for a label, none for a number) and their units.");
        }

        foreach (OutputScale scale in Scale.Targets ?? [Scale])
        {
            CheckScale(scale);
        }
    }

    private void CheckScale(OutputScale scale)
    {
        bool isNumber = Schema.Task is TaskKind.Regression or TaskKind.Multitarget, isCalibratable = !isNumber;
        if (!double.IsFinite(scale.TargetMean) || !(scale.TargetScale is > 0 and < double.PositiveInfinity) || !(scale.Threshold is > 0 and < 1)
            || (scale.Link is not OutputLink.Identity && (scale.Link is not OutputLink.Log || !isNumber))
            || (scale.Quantile is { } level && !(isNumber && level is > 0 and < 1))
            || scale.Temperature is { } temperature && (!isCalibratable || !((float)temperature is > 0 and < float.PositiveInfinity)))
        {
            throw new GliaException("The parts of the model do not fit together: the unit of the target, the threshold, the temperature, the link or the quantile is out of range.");
        }
    }
}
