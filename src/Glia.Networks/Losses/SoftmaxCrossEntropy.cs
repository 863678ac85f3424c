using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Losses;

/// <summary>
/// Cross-entropy in nats of a class c and the probabilities softmax(z) of logits z: ℓ = ln Σe^(zⱼ − m) − (z_c − m) with the
/// largest logit m, so that no exponential exceeds 1; ∂ℓ/∂zⱼ = softmax(z)ⱼ − [j = c]. The target is the class's index.
/// </summary>
internal sealed class SoftmaxCrossEntropy : Loss
{
    public override string Text => "softmax_cross_entropy";

    public override int TargetWidth(int outputs) => 1;

    public override string? Complaint(float target, int outputs) =>
        target >= 0 && target < outputs && target == MathF.Floor(target)
            ? null
            : Invariant($"the index of a class, a whole number from 0 to {outputs - 1}");

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        int index = (int)target[0];
        int top = Largest(output);
        double largest = output[top];
        double rest = 0;
        for (int j = 0; j < output.Length; j++)
        {
            gradient[j] = Exp.Of(Double1.Of(output[j] - largest)).Value;
            rest += j == top ? 0 : gradient[j];
        }

        // The largest contributes exactly 1; kept apart, so that nothing is lost where it is far ahead of the rest.
        double sum = 1 + rest;
        double others = index == top ? rest : sum - gradient[index];
        for (int j = 0; j < output.Length; j++)
        {
            gradient[j] /= sum;
        }

        gradient[index] = -others / sum;
        return Log.OfOnePlus(rest) - (output[index] - largest);
    }

    private static int Largest(ReadOnlySpan<float> logits)
    {
        int top = 0;
        for (int j = 1; j < logits.Length; j++)
        {
            top = logits[j] > logits[top] ? j : top;
        }

        return top;
    }
}
