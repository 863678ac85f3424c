using Glia.Networks;

namespace Glia.HealthBoard.Runs;

/// <summary>
/// Keras' categorical cross-entropy on outputs that are not a softmax, as the published cases use it: the outputs of a row divided by their
/// sum S, limited to [1e-7, 1 − 1e-7]; ℓ = −ln p_c. Where S is below 1e-7 it counts as that (Keras would divide by 0).
/// ∂ℓ/∂yⱼ = 1/S − [j = c]/y_c inside the limits, else 0.
/// </summary>
internal sealed class KerasCrossEntropy : Loss
{
    private const double Limit = 1e-7;

    public override string Text => "keras_cross_entropy";

    public override int TargetWidth(int outputs) => 1;

    public override string? Complaint(float target, int outputs) => target >= 0 && target < outputs ? null : "the index of a class";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        foreach (float value in output)
        {
            sum += value;
        }

        int kind = (int)target[0];
        sum = Math.Max(sum, Limit);
        double share = output[kind] / sum;
        gradient.Clear();
        if (share is > Limit and < 1 - Limit)
        {
            gradient.Fill(1 / sum);
            gradient[kind] -= 1 / (double)output[kind];
        }

        return double.IsNaN(share) ? share : -Math.Log(Math.Clamp(share, Limit, 1 - Limit));
    }
}
