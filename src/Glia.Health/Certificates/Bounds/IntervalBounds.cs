namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Bounds forward, value by value: each layer's range from the range before, as if its inputs had nothing to do with each other.
/// They start everything, and they bound what rounding can do in a layer.
/// </summary>
internal static class IntervalBounds
{
    /// <summary>Range of a dense layer's units, and what each may be off by rounding.</summary>
    /// <param name="step">The layer.</param>
    /// <param name="low">Lowest inputs.</param>
    /// <param name="high">Highest inputs.</param>
    /// <param name="to">Gets lowest and highest z.</param>
    /// <param name="slack">Gets the bound on rounding of every unit.</param>
    /// <returns>False where a unit may overflow.</returns>
    public static bool Dense(DenseStep step, double[] low, double[] high, (double[] Low, double[] High) to, double[] slack)
    {
        double relative = Rounding.Dense(step.Inputs, step.Outputs), underflow = Rounding.DenseUnderflow(step.Inputs);
        for (int unit = 0; unit < step.Outputs; unit++)
        {
            ReadOnlySpan<double> weights = step.Into(unit);
            double bias = step.Bias[unit];
            double least = bias, most = bias, size = Math.Abs(bias);
            for (int i = 0; i < weights.Length; i++)
            {
                double a = weights[i] * low[i], b = weights[i] * high[i];
                (least, most) = (least + Math.Min(a, b), most + Math.Max(a, b));
                size += Math.Max(Math.Abs(a), Math.Abs(b));
            }

            slack[unit] = ((size * relative) + underflow) * (1 + 1e-6);
            (to.Low[unit], to.High[unit]) = (least - slack[unit], most + slack[unit]);
            if (!(size * (1 + relative) < Rounding.Largest))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same for a normalisation: ((x − mean)·inverse·scale) + shift, each operation rounded.</summary>
    public static bool Scale(ScaleStep step, double[] low, double[] high, (double[] Low, double[] High) to, double[] slack)
    {
        for (int unit = 0; unit < step.Outputs; unit++)
        {
            (double factor, double offset, double mean) = (step.Factor[unit], step.Offset[unit], step.Mean[unit]);
            double a = low[unit] * factor, b = high[unit] * factor;
            double x = Math.Max(Math.Abs(low[unit]), Math.Abs(high[unit])) + Math.Abs(mean);
            double size = (2 * x * Math.Abs(factor)) + Math.Abs(offset);
            double inner = x * step.Inverse[unit], outer = Math.Abs(factor) / step.Inverse[unit];
            slack[unit] = (size * 8 * Rounding.Single) + (4 * Rounding.Tiny * (1 + outer + Math.Abs(factor)));
            (to.Low[unit], to.High[unit]) = (Math.Min(a, b) + offset - slack[unit], Math.Max(a, b) + offset + slack[unit]);
            if (!(Math.Max(size, Math.Max(x, inner)) < Rounding.Largest))
            {
                return false;
            }
        }

        return true;
    }
}
