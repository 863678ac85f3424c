namespace Glia.Networks.Losses;

/// <summary>
/// Mean over outputs, with e = y − t, of ½e² where |e| ≤ δ and δ(|e| − ½δ) beyond; the slope is e limited to [−δ, δ].
/// Huber, "Robust estimation of a location parameter", 1964; δ = 1 as in PyTorch's HuberLoss and Keras.
/// </summary>
internal sealed class Huber(double delta) : Loss
{
    public override string Text => Invariant($"huber(delta={delta})");

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double error = (double)output[j] - target[j];
            double size = Math.Abs(error);
            sum += size <= delta ? 0.5 * error * error : delta * (size - (0.5 * delta));
            gradient[j] = Math.Clamp(error, -delta, delta) / output.Length;
        }

        return sum / output.Length;
    }
}
