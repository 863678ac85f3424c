namespace Glia.Onnx.Importing;

/// <summary>Weights W [inputs, units] and bias b of a dense layer while they are put together, in double.</summary>
internal sealed class DenseMath(double[] weights, double[] bias)
{
    /// <summary>Gets W, row-major.</summary>
    public double[] Weights { get; } = weights;

    /// <summary>Gets b.</summary>
    public double[] Bias { get; } = bias;

    /// <summary>Gets the number of units.</summary>
    public int Units => Bias.Length;

    /// <summary>Gets the number of inputs.</summary>
    public int Inputs => Weights.Length / Units;

    /// <summary>The layer that passes everything on.</summary>
    public static DenseMath Identity(int width)
    {
        double[] weights = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            weights[(i * width) + i] = 1;
        }

        return new DenseMath(weights, new double[width]);
    }

    /// <summary>y·factor + addend behind it, unit by unit.</summary>
    public DenseMath Then(double[] factor, double[] addend) => new(
        [.. Weights.Select((weight, i) => weight * factor[i % Units])],
        [.. Bias.Select((value, unit) => (value * factor[unit]) + addend[unit])]);

    /// <summary>x·factor + addend before it, input by input.</summary>
    public DenseMath After(double[] factor, double[] addend)
    {
        double[] scaled = new double[Weights.Length];
        double[] moved = [.. Bias];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = Weights[i] * factor[i / Units];
            moved[i % Units] += Weights[i] * addend[i / Units];
        }

        return new DenseMath(scaled, moved);
    }
}
