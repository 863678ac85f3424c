using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Oracles;

/// <summary>
/// A network's training pass written a second time, naively and in double, over any values of the parameters; without dropout.
/// Slow, and independent of the code under test but for names and offsets.
/// </summary>
internal static class DoubleNetwork
{
    /// <summary>
    /// Central differences (f(v + h) − f(v − h))/2h have an error of f'''·h²/6 + 1e-16·f/h; h = 1e-5 balances both near 1e-10, far
    /// below what float leaves of a gradient.
    /// </summary>
    private const double Step = 1e-5;

    public static double[] Forward(Network network, double[] values, double[] x, int rows)
    {
        foreach (Layer layer in network.Layers)
        {
            x = layer switch
            {
                DenseLayer dense => Dense(dense, values, x, rows),
                ActivationLayer activation => Activate(activation, values, x, rows),
                BatchNormLayer norm => Normalize(norm.Outputs, norm.Epsilon, norm.Scale, norm.Shift, values, x, rows, byRow: false),
                LayerNormLayer norm => Normalize(norm.Outputs, norm.Epsilon, norm.Scale, norm.Shift, values, x, rows, byRow: true),
                RowNormLayer norm => DivideRows(norm, x),
                EmbeddingLayer embedding => Embed(embedding, values, x, rows),
                _ => throw new InvalidOperationException(layer.Name),
            };
        }

        return x;
    }

    /// <summary>∂f/∂vᵢ by central differences.</summary>
    public static double[] Gradient(Func<double[], double> f, double[] at)
    {
        double[] v = [.. at];
        double[] gradient = new double[v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            v[i] = at[i] + Step;
            double above = f(v);
            v[i] = at[i] - Step;
            double below = f(v);
            v[i] = at[i];
            gradient[i] = (above - below) / (2 * Step);
        }

        return gradient;
    }

    private static double[] Dense(DenseLayer layer, double[] values, double[] x, int rows)
    {
        double[] y = new double[rows * layer.Outputs];
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < layer.Outputs; j++)
            {
                double sum = values[layer.Bias.Offset + j];
                for (int i = 0; i < layer.Inputs; i++)
                {
                    sum += x[(r * layer.Inputs) + i] * values[layer.Weights.Offset + (i * layer.Outputs) + j];
                }

                y[(r * layer.Outputs) + j] = sum;
            }
        }

        return y;
    }

    private static double[] Embed(EmbeddingLayer layer, double[] values, double[] x, int rows)
    {
        List<double> y = [];
        for (int r = 0; r < rows; r++)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                double value = x[(r * layer.Inputs) + i];
                int table = layer.Columns.ToList().FindIndex(column => column.Input == i);
                if (table < 0)
                {
                    y.Add(value);
                    continue;
                }

                (int levels, int units) = (layer.Columns[table].Levels, layer.Columns[table].Units);
                int level = value >= 0 && value < levels ? (int)value : levels - 1;
                y.AddRange(values.Skip(layer.Parameters[table].Offset + (level * units)).Take(units));
            }
        }

        return [.. y];
    }

    private static double[] Activate(ActivationLayer layer, double[] values, double[] z, int rows)
    {
        int units = layer.Inputs;
        if (layer.Activation.IsRowwise)
        {
            return [.. Enumerable.Range(0, rows).SelectMany(r => DoubleActivations.OfRow(layer.Activation, z[(r * units)..((r + 1) * units)]))];
        }

        return [.. z.Select((value, i) =>
        {
            double learned = layer.Learned is { } p ? values[p.Offset + (p.Length == 1 ? 0 : i % units)] : 0;
            return DoubleActivations.Of(layer.Activation, value, learned);
        })];
    }

    private static double[] DivideRows(RowNormLayer layer, double[] x) =>
    [
        .. x.Chunk(layer.Outputs).SelectMany(row =>
        {
            double norm = layer.Norm switch { "l1" => row.Sum(Math.Abs), "l2" => Math.Sqrt(row.Sum(v => v * v)), _ => row.Max() };
            return row.Select(v => norm == 0 ? v : v / norm);
        }),
    ];

    private static double[] Normalize(int units, double epsilon, Parameter scale, Parameter shift, double[] values, double[] x, int rows, bool byRow)
    {
        double[] y = new double[x.Length];
        for (int group = 0; group < (byRow ? rows : units); group++)
        {
            int[] members = byRow
                ? [.. Enumerable.Range(group * units, units)]
                : [.. Enumerable.Range(0, rows).Select(r => (r * units) + group)];
            double mean = members.Average(i => x[i]);
            double variance = members.Average(i => (x[i] - mean) * (x[i] - mean));
            foreach (int i in members)
            {
                y[i] = ((x[i] - mean) / Math.Sqrt(variance + epsilon) * values[scale.Offset + (i % units)]) + values[shift.Offset + (i % units)];
            }
        }

        return y;
    }
}
