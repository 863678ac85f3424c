using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// A network as bounds see it: value 0 is the input, step s makes value s + 1 of value s. It ends before the first layer of which nothing
/// can be said (numbers that are not finite, normalisation over the row, functions that say too little of themselves).
/// </summary>
internal sealed class Chain
{
    private readonly int[] _valueAfter;

    private Chain(Network network, Step[] steps, int[] valueAfter, string? gap)
    {
        Network = network;
        Steps = steps;
        _valueAfter = valueAfter;
        Gap = gap;
    }

    public Network Network { get; }

    public Step[] Steps { get; }

    /// <summary>Name of the layer the chain ends before; null where it holds the whole network.</summary>
    public string? Gap { get; }

    /// <summary>Width of a value.</summary>
    public int Width(int value) => value == 0 ? Network.Inputs : Steps[value - 1].Outputs;

    /// <summary>The value that a layer's output is, −1 where it is not known; layer −1 is the input.</summary>
    public int ValueAfter(int layer) => layer < 0 ? 0 : _valueAfter[layer];

    public static Chain Of(Network network)
    {
        List<Step> steps = [];
        int[] after = new int[network.Layers.Count];
        Array.Fill(after, -1);
        for (int i = 0; i < after.Length; i++)
        {
            if (network.Layers[i] is not DropoutLayer)
            {
                if (Make(network.Layers[i]) is not { } step)
                {
                    return new Chain(network, [.. steps], after, network.Layers[i].Name);
                }

                steps.Add(step);
            }

            after[i] = steps.Count;
        }

        return new Chain(network, [.. steps], after, null);
    }

    private static Step? Make(Layer layer) => layer switch
    {
        DenseLayer dense => Dense(dense),
        BatchNormLayer norm => Scale(norm),
        ActivationLayer { Activation: { IsRowwise: true, Info.Range: var range } } rows => Range(rows, range.Low, range.High),
        ActivationLayer { Activation.Info: { ChangesWidth: true, Range: var range } } rows => Range(rows, range.Low, range.High),
        ActivationLayer activation => Curves(activation),
        RowNormLayer { Norm: "l1" or "l2" } rows => Range(rows, -1, 1),
        _ => null,
    };

    private static DenseStep? Dense(DenseLayer layer)
    {
        (int inputs, int outputs) = (layer.Inputs, layer.Outputs);
        ReadOnlySpan<float> from = layer.Weights.Values;
        double[] weights = new double[from.Length];
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < outputs; j++)
            {
                weights[(j * inputs) + i] = from[(i * outputs) + j];
            }
        }

        double[] bias = Widen(layer.Bias.Values);
        return weights.All(double.IsFinite) && bias.All(double.IsFinite) ? new DenseStep(inputs, outputs, weights, bias) : null;
    }

    private static ScaleStep? Scale(BatchNormLayer layer)
    {
        double[] scale = Widen(layer.Scale.Values), shift = Widen(layer.Shift.Values);
        double[] mean = Widen(layer.RunningMean.Values), variance = Widen(layer.RunningVariance.Values);
        double[] factor = new double[scale.Length], offset = new double[scale.Length], inverse = new double[scale.Length];
        for (int j = 0; j < scale.Length; j++)
        {
            // The engine rounds the inverse to float32 once; a product of two such numbers is exact in float64.
            inverse[j] = (float)(1 / Math.Sqrt(variance[j] + layer.Epsilon));
            factor[j] = inverse[j] * scale[j];
            offset[j] = shift[j] - (mean[j] * factor[j]);
        }

        return factor.All(double.IsFinite) && offset.All(double.IsFinite) && inverse.All(v => v > 0) ? new ScaleStep(factor, offset, mean, inverse) : null;
    }

    /// <summary>A layer of which only the range is known, whatever goes in.</summary>
    private static RangeStep? Range(Layer layer, double low, double high)
    {
        double room = 4 * Rounding.Single * Math.Max(1, Math.Max(Math.Abs(low), Math.Abs(high)));
        return double.IsFinite(room) ? new RangeStep(layer.Inputs, layer.Outputs, low - room, high + room) : null;
    }

    private static CurveStep? Curves(ActivationLayer layer)
    {
        if (layer.Learned is not { } learned)
        {
            return Curve.Of(layer.Activation) is { } curve ? new CurveStep(layer.Outputs, [curve]) : null;
        }

        // A function is asked for at every learned value: what it says of itself depends on it.
        Dictionary<float, Curve> known = [];
        Curve[] curves = new Curve[learned.Length];
        for (int i = 0; i < curves.Length; i++)
        {
            float value = learned.Values[i];
            if (!known.TryGetValue(value, out Curve? curve))
            {
                curve = At(layer.Activation, value) is { } activation ? Curve.Of(activation) : null;
                if (curve is null)
                {
                    return null;
                }

                known.Add(value, curve);
            }

            curves[i] = curve;
        }

        return new CurveStep(layer.Outputs, curves);
    }

    /// <summary>The function with a learned value as its fixed parameter; null where the catalogue has no such.</summary>
    private static Activation? At(Activation activation, float value)
    {
        IEnumerable<string> parameters = activation.Parameters.Select(p => Invariant($"{p.Key}={(p.Key == activation.Info.LearnedParameter ? value : p.Value):R}"));
        string text = Invariant($"{activation.Info.Name}({string.Join(", ", parameters)}, learn=none)");
        return ActivationCatalog.TryParse(text, out Activation? found, out _) ? found : null;
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
