using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>What treatments do to networks.</summary>
internal static class Surgery
{
    /// <summary>The same network again.</summary>
    public static Network Copy(Network network)
    {
        Network copy = Network.Create(network.Inputs, network.Spec, seed: 0);
        network.Values.CopyTo(copy.Values);
        network.StateValues.CopyTo(copy.StateValues);
        return copy;
    }

    /// <summary>Where dead units are (and those that are dormant by a score above 0) that have weights and a bias of their own, first layer first.</summary>
    public static IReadOnlyList<Ward> Wards(Network network, HealthReport health, double dormant = 0)
    {
        List<Ward> wards = [];
        foreach (Stage stage in Stage.Of(network))
        {
            if (stage is { IsRectifier: true, Weights: not null, Bias: not null, Activation.Activation.Info.ChangesWidth: false }
                && health.Layers.FirstOrDefault(layer => layer.Name == stage.Name) is { } layer)
            {
                int[] dead = dormant > 0
                    ? [.. health.Mute(layer.Name).Union(Enumerable.Range(0, layer.Units).Where(unit => layer.Activity.Count > unit && layer.Activity[unit] <= dormant)).Order()]
                    : health.Mute(layer.Name);
                if (dead.Length > 0)
                {
                    wards.Add(new Ward(stage, dead, Next(network, stage)));
                }
            }
        }

        return wards;
    }

    /// <summary>z of a unit over rows, without what is added per unit, ascending.</summary>
    public static float[] Driven(Network network, Stage stage, int unit, TrainingSet sample)
    {
        ReadOnlySpan<float> z = network.Run(sample.X.Span, sample.Rows).Output(stage.Before);
        float[] values = new float[sample.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = z[(row * stage.Units) + unit] - stage.Bias!.Values[unit];
        }

        Array.Sort(values);
        return values;
    }

    /// <summary>The value that a share of sorted ones lies below.</summary>
    public static float Quantile(float[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];

    /// <summary>The dense layer that takes a stage's outputs as they are; null where something else does.</summary>
    private static DenseLayer? Next(Network network, Stage stage)
    {
        int next = stage.After + 1;
        while (next < network.Layers.Count && network.Layers[next] is DropoutLayer)
        {
            next++;
        }

        return next < network.Layers.Count ? network.Layers[next] as DenseLayer : null;
    }
}

/// <summary>Dead units of one layer.</summary>
/// <param name="Stage">The layer.</param>
/// <param name="Units">Which.</param>
/// <param name="Next">The dense layer that takes their outputs; null where something else does.</param>
internal sealed record Ward(Stage Stage, int[] Units, DenseLayer? Next);
