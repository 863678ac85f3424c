namespace Glia.Networks.Losses;

/// <summary>ℓ = mean over outputs of (y − t)²; ∂ℓ/∂y = 2(y − t)/outputs.</summary>
/// <remarks>The mean squared error of PyTorch and Keras; scikit-learn has half of it.</remarks>
internal sealed class Squared : Loss
{
    public override string Text => "squared";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double error = (double)output[j] - target[j];
            sum += error * error;
            gradient[j] = 2 * error / output.Length;
        }

        return sum / output.Length;
    }
}
