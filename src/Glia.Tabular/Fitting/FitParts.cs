using Glia.Networks;

namespace Glia.Tabular;

/// <summary>The rows of one part as the trainer takes them, with the weights of the metrics beside the weights of the loss.</summary>
internal sealed record FitPart(string Name, Table Table, TrainingSet? Set, double[] Weights)
{
    /// <summary>An empty part has no set.</summary>
    public static FitPart Make(string name, Table rows, PartTargets targets, Preprocessor preprocessor)
    {
        if (rows.Rows == 0)
        {
            return new FitPart(name, rows, null, []);
        }

        float[] weights = LossWeights(rows, targets);
        return new FitPart(name, rows, new TrainingSet(preprocessor.Transform(rows), preprocessor.Width, targets.Values, targets.Values.Length / rows.Rows, weights), targets.RowWeights ?? []);
    }

    // Sample weight times class weight, divided by their mean: float32 then holds them whatever their unit, and the weighted mean is the same.
    private static float[] LossWeights(Table rows, PartTargets targets)
    {
        if (targets.RowWeights is null && targets.ClassWeights is null)
        {
            return [];
        }

        double[] weights = new double[rows.Rows];
        double sum = 0;
        for (int row = 0; row < weights.Length; row++)
        {
            weights[row] = (targets.RowWeights?[row] ?? 1) * (targets.ClassWeights?[(int)targets.Values[row]] ?? 1);
            sum += weights[row];
        }

        if (!(sum > 0))
        {
            throw new GliaException($"{rows.Source}: every row chosen for a part of the split has weight 0; check the weights of rows and classes.");
        }

        double mean = sum / weights.Length;
        return Array.ConvertAll(weights, w => (float)(w / mean));
    }
}

/// <summary>Targets of a part, a row after the other: class indices, or standardised values; weights of rows, and of classes of a single target, where there are any.</summary>
internal sealed record PartTargets(float[] Values, double[]? RowWeights, double[]? ClassWeights);
