namespace Glia.Networks.Losses;

/// <summary>
/// Pinball loss: with e = t − y, mean over outputs of q·e where e is positive and (q − 1)·e where it is negative, smallest where a share q of the targets lies
/// below y; ∂ℓ/∂y = −q, 1 − q, and 0 at the kink. Koenker and Bassett, "Regression Quantiles", Econometrica 46, 1978.
/// </summary>
internal sealed class Quantile(double level) : Loss
{
    public override string Text => Invariant($"quantile(level={level})");

    public override double? Level => level;

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double error = (double)target[j] - output[j];
            sum += error > 0 ? level * error : (level - 1) * error;
            gradient[j] = error > 0 ? -level / output.Length : error < 0 ? (1 - level) / output.Length : error;
        }

        return sum / output.Length;
    }
}
