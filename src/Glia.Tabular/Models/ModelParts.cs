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

    public static int OutputsFor(Schema schema) => schema.Task is TaskKind.Multiclass ? schema.Classes.Count : 1;

    public TabularModel Assemble()
    {
        Check();
        return Schema.Task is TaskKind.Regression ? new RegressionModel(this) : new ClassificationModel(this);
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

        if (Others.Any(other => other.Inputs != Network.Inputs || !other.Spec.SequenceEqual(Network.Spec)))
        {
            throw new GliaException("The parts of the model do not fit together: the networks of an ensemble have the same layers.");
        }

        if (!Preprocessor.Embeddings.SequenceEqual(Network.Layers[0] is EmbeddingLayer embedding ? embedding.Columns : []))
        {
            throw new GliaException("The parts of the model do not fit together: the columns that become codes are not those of the network's embedding layer.");
        }

        if (!double.IsFinite(Scale.TargetMean) || !(Scale.TargetScale is > 0 and < double.PositiveInfinity) || !(Scale.Threshold is > 0 and < 1)
            || (Scale.Link is not OutputLink.Identity && (Scale.Link is not OutputLink.Log || Schema.Task is not TaskKind.Regression))
            || (Scale.Quantile is { } level && !(Schema.Task is TaskKind.Regression && level is > 0 and < 1))
            || Scale.Temperature is { } temperature && (Schema.Task is TaskKind.Regression || !((float)temperature is > 0 and < float.PositiveInfinity)))
        {
            throw new GliaException("The parts of the model do not fit together: the unit of the target, the threshold, the temperature, the link or the quantile is out of range.");
        }
    }
}
