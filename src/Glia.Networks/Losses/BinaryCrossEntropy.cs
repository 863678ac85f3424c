using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Losses;

/// <summary>
/// Mean over outputs of the cross-entropy in nats of a target t in [0, 1] and the probability σ(z) of a logit z:
/// ℓ = −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = max(z, 0) − z·t + ln(1 + e^−|z|), which neither overflows nor cancels;
/// ∂ℓ/∂z = σ(z) − t.
/// </summary>
internal sealed class BinaryCrossEntropy : Loss
{
    public override string Text => "binary_cross_entropy";

    public override string? Complaint(float target, int outputs) => target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double z = output[j];
            double t = target[j];
            double small = Exp.Of(Double1.Of(-Math.Abs(z))).Value;
            sum += Math.Max(z, 0) - (z * t) + Log.OfOnePlus(small);

            // σ(z) = 1/(1 + e^−z) = e^z/(1 + e^z): the form whose exponential is at most 1.
            double sigma = (z >= 0 ? 1 : small) / (1 + small);
            gradient[j] = (sigma - t) / output.Length;
        }

        return sum / output.Length;
    }
}
