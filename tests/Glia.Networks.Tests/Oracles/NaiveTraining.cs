using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Oracles;

/// <summary>
/// A whole training in float64 by the plainest loops: dense layers with tanh or ReLU between them, the textbook forms of loss, chain rule and
/// update. It shares nothing with the engine but the starting weights and which rows make a batch.
/// </summary>
internal sealed class NaiveTraining(Network start, string loss, string optimizer)
{
    private readonly Layer[] _layers = [.. start.Layers];
    private readonly double[] _values = [.. start.Values.ToArray().Select(value => (double)value)];
    private readonly double[] _first = new double[start.Values.Length];
    private readonly double[] _second = new double[start.Values.Length];
    private int _steps;

    public double[] Fit(TrainingSet set, TrainingOptions options)
    {
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            for (int batch = 0; batch * options.BatchSize < set.Rows; batch++)
            {
                Update(Gradient(set, MemoryBatches.RowsOf(set.Rows, options.BatchSize, options.Seed, epoch, batch)), options.LearningRate);
            }
        }

        return _values;
    }

    private double[] Gradient(TrainingSet set, int[] rows)
    {
        double[] sum = new double[_values.Length];
        foreach (int row in rows)
        {
            List<double[]> outputs = [[.. set.X.Slice(row * set.Features, set.Features).ToArray().Select(value => (double)value)]];
            foreach (Layer layer in _layers)
            {
                outputs.Add(layer is DenseLayer dense ? Dense(dense, outputs[^1]) : [.. outputs[^1].Select(z => Function(layer, z))]);
            }

            double[] gradient = LossGradient(outputs[^1], set.Targets.Span[row]);
            for (int i = _layers.Length - 1; i >= 0; i--)
            {
                gradient = _layers[i] is DenseLayer dense ? Back(dense, outputs[i], gradient, sum) : [.. gradient.Select((dy, j) => dy * Slope(_layers[i], outputs[i][j]))];
            }
        }

        return [.. sum.Select(value => value / rows.Length)];
    }

    private double[] Dense(DenseLayer dense, double[] x)
    {
        double[] z = new double[dense.Outputs];
        for (int j = 0; j < z.Length; j++)
        {
            z[j] = _values[dense.Bias.Offset + j] + x.Select((value, i) => value * _values[dense.Weights.Offset + (i * z.Length) + j]).Sum();
        }

        return z;
    }

    private double[] Back(DenseLayer dense, double[] x, double[] dz, double[] sum)
    {
        double[] dx = new double[x.Length];
        for (int j = 0; j < dz.Length; j++)
        {
            sum[dense.Bias.Offset + j] += dz[j];
            for (int i = 0; i < x.Length; i++)
            {
                int weight = dense.Weights.Offset + (i * dz.Length) + j;
                sum[weight] += x[i] * dz[j];
                dx[i] += _values[weight] * dz[j];
            }
        }

        return dx;
    }

    private double[] LossGradient(double[] output, float target)
    {
        if (loss == "squared")
        {
            return [2 * (output[0] - target)];
        }

        double all = output.Sum(Math.Exp);
        return [.. output.Select((z, j) => (Math.Exp(z) / all) - (j == (int)target ? 1 : 0))];
    }

    private void Update(double[] gradient, double rate)
    {
        _steps++;
        for (int i = 0; i < gradient.Length; i++)
        {
            double g = gradient[i];
            switch (optimizer)
            {
                case "sgd":
                    _values[i] -= rate * g;
                    break;
                case "momentum":
                    _first[i] = (0.9 * _first[i]) + g;
                    _values[i] -= rate * _first[i];
                    break;
                default:
                    _first[i] = (0.9 * _first[i]) + (0.1 * g);
                    _second[i] = (0.999 * _second[i]) + (0.001 * g * g);
                    double mean = _first[i] / (1 - Math.Pow(0.9, _steps));
                    double square = _second[i] / (1 - Math.Pow(0.999, _steps));
                    _values[i] -= rate * mean / (Math.Sqrt(square) + 1e-8);
                    break;
            }
        }
    }

    private static bool IsTanh(Layer layer) => layer is ActivationLayer { Activation.Info.Name: "tanh" };

    private static double Function(Layer layer, double z) => IsTanh(layer) ? Math.Tanh(z) : Math.Max(z, 0);

    private static double Slope(Layer layer, double z) => IsTanh(layer) ? 1 - Math.Pow(Math.Tanh(z), 2) : z > 0 ? 1 : 0;
}
