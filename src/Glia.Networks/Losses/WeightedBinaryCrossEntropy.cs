using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Losses;

/// <summary>
/// Mean over outputs of the cross-entropy of <see cref="BinaryCrossEntropy"/> with a weight p of its own for the positive side of each output:
/// ℓ = −p·t·ln σ(z) − (1 − t)·ln(1 − σ(z)) with −ln σ(z) = max(−z, 0) + ln(1 + e^−|z|); ∂ℓ/∂z = (1 − t)·σ(z) − p·t·σ(−z).
/// The <c>pos_weight</c> of PyTorch's BCEWithLogitsLoss.
/// </summary>
internal sealed class WeightedBinaryCrossEntropy : Loss
{
    private readonly double[] _positive;

    public WeightedBinaryCrossEntropy(IReadOnlyList<double> positive) => _positive = [.. positive];

    public override string Text => $"binary_cross_entropy({string.Join(", ", _positive.Select((weight, i) => Invariant($"{Key(i)}={weight}")))})";

    public override IReadOnlyList<double> PositiveWeights => _positive;

    public override string? Complaint(float target, int outputs) => target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    public override int TargetWidth(int outputs) => outputs == _positive.Length
        ? outputs
        : throw new GliaException(Invariant($"The loss {Name} has weights for {_positive.Length} outputs, and the network has {outputs}. Give one for each."));

    /// <summary>The weights in a text; empty where it has none.</summary>
    public static IReadOnlyList<double> Take(NamedText named)
    {
        List<double> weights = [];
        while (named.Take(Key(weights.Count), double.NaN, 0, double.MaxValue, openLow: true) is var weight && !double.IsNaN(weight))
        {
            weights.Add(weight);
        }

        return weights;
    }

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double z = output[j], t = target[j], positive = _positive[j] * t;
            double small = Exp.Of(Double1.Of(-Math.Abs(z))).Value, log = Log.OfOnePlus(small);
            sum += (positive * (Math.Max(-z, 0) + log)) + ((1 - t) * (Math.Max(z, 0) + log));

            // The forms of σ(z) and σ(−z) whose exponentials are at most 1.
            double above = (z >= 0 ? 1 : small) / (1 + small), below = (z >= 0 ? small : 1) / (1 + small);
            gradient[j] = (((1 - t) * above) - (positive * below)) / output.Length;
        }

        return sum / output.Length;
    }

    private static string Key(int output) => Invariant($"positive_{output + 1}");
}
