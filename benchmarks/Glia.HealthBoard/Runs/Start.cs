using System.Globalization;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Runs;

/// <summary>Builds the network of a setup, and gives it the start that its case asks for.</summary>
internal static class Start
{
    public static Network Network(Setup setup, LearningTask task, ulong seed)
    {
        List<LayerSpec> layers = [];
        foreach (int units in setup.Widths())
        {
            layers.Add(new DenseSpec(units, setup.Init));
            layers.AddRange(setup.Norm switch { "batch" => [new BatchNormSpec()], "layer" => [new LayerNormSpec()], _ => Array.Empty<LayerSpec>() });
            layers.Add(new ActivationSpec(setup.Activation));
        }

        layers.Add(new DenseSpec(task.Outputs, setup.OutputInit));
        if (setup.Output is { } output)
        {
            layers.Add(new ActivationSpec(output));
        }

        Network network = Networks.Network.Create(task.Train.Features, layers, seed);
        if (setup.Start is { } text)
        {
            int open = text.IndexOf('(', StringComparison.Ordinal);
            double number = open < 0 ? 0 : double.Parse(text[(open + 1)..^1], CultureInfo.InvariantCulture);
            Change(network, task, open < 0 ? text : text[..open], (float)number, new RandomStream(seed).Split("start"));
        }

        return network;
    }

    private static void Change(Network network, LearningTask task, string name, float number, RandomStream random)
    {
        DenseLayer[] dense = [.. network.Layers.OfType<DenseLayer>()];
        DenseLayer[] hidden = dense[..^1];
        switch (name)
        {
            // Keras' RandomUniform(−number, number) in every layer.
            case "uniform":
                Each(dense, layer => Fill(layer.Weights.Values, () => ((2 * random.NextSingle()) - 1) * number));
                break;

            // All hidden biases.
            case "bias":
                Each(hidden, layer => layer.Bias.Values.Fill(number));
                break;

            // All hidden weights times a factor.
            case "scale":
                Each(hidden, layer => Multiply(layer.Weights.Values, number));
                break;

            // Lu et al. 2019, randomised asymmetric initialisation.
            case "rai":
                Each(hidden, layer => Asymmetric(layer, random));
                break;

            // First layer: every unit fires on this share of the rows.
            case "selective":
                Select(hidden[0], task.Train, number);
                break;

            // First layer: unit i fires where input i is 1 and nowhere else.
            case "one_hot":
                Weights(hidden[0], (input, unit) => input == unit % network.Inputs ? 1 : 0);
                hidden[0].Bias.Values.Fill(-0.5f);
                break;

            default:
                throw new GliaException($"A case asks for the start '{name}'; known are uniform, bias, scale, rai, selective, one_hot.");
        }
    }

    /// <summary>
    /// Rows [w, b] of a unit drawn normal with deviation 0.6007/√fan-in, then one entry of it at random replaced by a draw of Beta(2, 1), which is
    /// the larger of two uniform numbers.
    /// </summary>
    private static void Asymmetric(DenseLayer layer, RandomStream random)
    {
        int inputs = layer.Inputs, units = layer.Outputs;
        float deviation = 0.6007f / MathF.Sqrt(inputs);
        for (int unit = 0; unit < units; unit++)
        {
            int chosen = random.NextInt(inputs + 1);
            for (int i = 0; i <= inputs; i++)
            {
                float value = i == chosen ? Math.Max(random.NextSingle(), random.NextSingle()) : deviation * random.NextNormal();
                (i < inputs ? layer.Weights.Values : layer.Bias.Values)[i < inputs ? (i * units) + unit : unit] = value;
            }
        }
    }

    private static void Select(DenseLayer layer, TrainingSet rows, float share)
    {
        int units = layer.Outputs, inputs = layer.Inputs;
        for (int unit = 0; unit < units; unit++)
        {
            float[] z = new float[rows.Rows];
            for (int row = 0; row < z.Length; row++)
            {
                ReadOnlySpan<float> x = rows.X.Span.Slice(row * inputs, inputs);
                for (int i = 0; i < inputs; i++)
                {
                    z[row] += x[i] * layer.Weights.Values[(i * units) + unit];
                }
            }

            Array.Sort(z);
            layer.Bias.Values[unit] = -z[z.Length - 1 - Math.Max(1, (int)(share * z.Length))];
        }
    }

    private static void Weights(DenseLayer layer, Func<int, int, float> value)
    {
        for (int i = 0; i < layer.Weights.Values.Length; i++)
        {
            layer.Weights.Values[i] = value(i / layer.Outputs, i % layer.Outputs);
        }
    }

    private static void Each(IEnumerable<DenseLayer> layers, Action<DenseLayer> change)
    {
        foreach (DenseLayer layer in layers)
        {
            change(layer);
        }
    }

    private static void Fill(Span<float> values, Func<float> next)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = next();
        }
    }

    private static void Multiply(Span<float> values, float factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
