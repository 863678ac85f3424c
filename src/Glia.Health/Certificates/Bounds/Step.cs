namespace Glia.Health.Certificates.Bounds;

/// <summary>One layer as bounds see it: from value s to value s + 1 of a <see cref="Chain"/>.</summary>
internal abstract class Step(int inputs, int outputs)
{
    public int Inputs { get; } = inputs;

    public int Outputs { get; } = outputs;
}

/// <summary>z = x·W + b.</summary>
internal sealed class DenseStep(int inputs, int outputs, double[] weights, double[] bias) : Step(inputs, outputs)
{
    /// <summary>Unit by unit [outputs, inputs]: the weights into a unit lie together.</summary>
    public double[] Weights { get; } = weights;

    public double[] Bias { get; } = bias;

    public ReadOnlySpan<double> Into(int unit) => Weights.AsSpan(unit * Inputs, Inputs);

    /// <summary>z of x, in float64: what is 0, most of a layer where units are silent, costs nothing.</summary>
    public void Run(double[] x, double[] z)
    {
        Bias.CopyTo(z, 0);
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] != 0)
            {
                Axpy.Add(x[i], _outOf.AsSpan(i * Outputs, Outputs), z);
            }
        }
    }

    /// <summary>Input by input [inputs, outputs].</summary>
    private readonly double[] _outOf = Turned(weights, inputs, outputs);

    private static double[] Turned(double[] weights, int inputs, int outputs)
    {
        double[] turned = new double[weights.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            turned[(i % inputs * outputs) + (i / inputs)] = weights[i];
        }

        return turned;
    }
}

/// <summary>z = x·factor + offset, unit by unit: a normalisation with fixed statistics.</summary>
internal sealed class ScaleStep(double[] factor, double[] offset, double[] mean, double[] inverse) : Step(factor.Length, factor.Length)
{
    public double[] Factor { get; } = factor;

    public double[] Offset { get; } = offset;

    /// <summary>What is subtracted first, for the bound on rounding.</summary>
    public double[] Mean { get; } = mean;

    /// <summary>1/√(variance + ε) as the engine has it, what is multiplied with first; above 0.</summary>
    public double[] Inverse { get; } = inverse;

    /// <summary>z of x, in float64.</summary>
    public void Run(double[] x, double[] z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = (x[i] * Factor[i]) + Offset[i];
        }
    }
}

/// <summary>y = f(z), unit by unit; one curve for all, or one a unit.</summary>
internal sealed class CurveStep(int units, Curve[] curves) : Step(units, units)
{
    public Curve this[int unit] => curves.Length == 1 ? curves[0] : curves[unit];

    /// <summary>The one curve of all units, or null.</summary>
    public Curve? Shared => curves.Length == 1 ? curves[0] : null;
}

/// <summary>Outputs of which only a range is known, whatever the inputs are.</summary>
internal sealed class RangeStep(int inputs, int outputs, double low, double high) : Step(inputs, outputs)
{
    public double Low { get; } = low;

    public double High { get; } = high;
}
