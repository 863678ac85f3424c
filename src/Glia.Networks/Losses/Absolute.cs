namespace Glia.Networks.Losses;

/// <summary>ℓ = mean over outputs of |y − t|; ∂ℓ/∂y = sign(y − t)/outputs, 0 at the kink (the mean of both sides, as PyTorch).</summary>
internal sealed class Absolute : Loss
{
    public override string Text => "absolute";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double error = (double)output[j] - target[j];
            sum += Math.Abs(error);
            gradient[j] = error > 0 ? 1.0 / output.Length : error < 0 ? -1.0 / output.Length : error;
        }

        return sum / output.Length;
    }
}
