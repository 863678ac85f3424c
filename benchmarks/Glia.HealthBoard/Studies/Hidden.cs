using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Studies;

/// <summary>Hidden units over rows, by a forward pass.</summary>
internal static class Hidden
{
    /// <summary>Slopes below this share of an activation's largest say that a unit cannot learn from a row: the catalogue's own bound of saturation.</summary>
    private const float Flat = 0.01f;

    /// <summary>Share of hidden units whose slope is below 1 % of its largest on every row.</summary>
    public static double Stuck(Network network, TrainingSet rows) => Share(network, rows, (layer, z, _) =>
    {
        float[] slope = new float[z.Length];
        layer.Activation.Slope(z, slope);
        float bound = Flat * (float)Math.Min(1, layer.Activation.Info.SlopeRange.High);
        return Columns(slope, layer.Outputs, values => Array.TrueForAll(values, value => Math.Abs(value) < bound));
    });

    /// <summary>Share of hidden units that no row fires.</summary>
    public static double Dead(Network network, TrainingSet rows) =>
        Share(network, rows, (layer, z, _) => Columns(z, layer.Outputs, values => Array.TrueForAll(values, value => value <= 0)));

    /// <summary>Share of hidden units whose mean |y| is at most tau of their layer's mean.</summary>
    public static double Dormant(Network network, TrainingSet rows, double tau) => Share(network, rows, (layer, _, y) =>
    {
        double mean = 0;
        foreach (float value in y)
        {
            mean += Math.Abs(value);
        }

        mean /= y.Length;
        return Columns(y, layer.Outputs, values => values.Average(value => (double)Math.Abs(value)) <= tau * mean);
    });

    /// <summary>Mean cosine between the last hidden layer's outputs of different rows.</summary>
    public static double Cosine(Network network, TrainingSet rows, int count)
    {
        int last = network.Layers.ToList().FindLastIndex(layer => layer is ActivationLayer);
        int width = network.Layers[last].Outputs;
        ReadOnlySpan<float> y = network.Run(rows.X.Span[..(count * rows.Features)], count).Output(last);
        (double sum, int pairs) = (0, 0);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (double product, double a, double b) = (0, 0, 0);
                for (int unit = 0; unit < width; unit++)
                {
                    (double one, double other) = (y[(i * width) + unit], y[(j * width) + unit]);
                    (product, a, b) = (product + (one * other), a + (one * one), b + (other * other));
                }

                (sum, pairs) = a > 0 && b > 0 ? (sum + (product / Math.Sqrt(a * b)), pairs + 1) : (sum, pairs);
            }
        }

        return pairs == 0 ? 1 : sum / pairs;
    }

    private delegate int Counter(ActivationLayer layer, ReadOnlySpan<float> z, ReadOnlySpan<float> y);

    private static double Share(Network network, TrainingSet rows, Counter count)
    {
        ForwardPass pass = network.Run(rows.X.Span, rows.Rows);
        (int hit, int all) = (0, 0);
        for (int i = 0; i < network.Layers.Count - 1; i++)
        {
            if (network.Layers[i] is ActivationLayer layer)
            {
                (hit, all) = (hit + count(layer, pass.Output(i - 1), pass.Output(i)), all + layer.Outputs);
            }
        }

        return (double)hit / all;
    }

    private static int Columns(ReadOnlySpan<float> values, int width, Predicate<float[]> holds)
    {
        float[] column = new float[values.Length / width];
        int count = 0;
        for (int unit = 0; unit < width; unit++)
        {
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = values[(row * width) + unit];
            }

            count += holds(column) ? 1 : 0;
        }

        return count;
    }
}
