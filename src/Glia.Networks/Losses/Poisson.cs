using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Losses;

/// <summary>
/// Half the Poisson deviance of a count t ≥ 0 and the mean eᶻ of a logarithm z, mean over outputs: ℓ = eᶻ − t − t·(z − ln t), eᶻ where t is 0; ∂ℓ/∂z = eᶻ − t.
/// The loss of PyTorch's PoissonNLLLoss (log_input) but for a constant, so that a perfect prediction has 0. t need not be whole.
/// </summary>
internal sealed class Poisson : Loss
{
    public override string Text => "poisson";

    public override bool TakesLogarithm => true;

    public override string? Complaint(float target, int outputs) => target is >= 0 and < float.PositiveInfinity ? null : "a count, a finite number of 0 or more";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double z = output[j], t = target[j];

            // A mean beyond what double holds is infinite, not the largest that the function knows.
            double mean = z > Exp.Highest ? double.PositiveInfinity : Exp.Of(Double1.Of(z)).Value;
            sum += t > 0 ? mean - t - (t * (z - Log.Of(t))) : mean;
            gradient[j] = (mean - t) / output.Length;
        }

        return sum / output.Length;
    }
}
