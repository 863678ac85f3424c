using System.Diagnostics;
using Glia.Kernels.Rows;
using Glia.Networks.Numbers;

namespace Glia.Networks.Losses;

/// <summary>
/// Mean over outputs of the cross-entropy in nats of a target t in [0, 1] and the probability σ(z) of a logit z:
/// ℓ = −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) = max(z, 0) − z·t + ln(1 + e^−|z|), which neither overflows nor cancels;
/// ∂ℓ/∂z = σ(z) − t.
/// </summary>
internal sealed class BinaryCrossEntropy : Loss
{
    private const int Block = 256;

    public override string Text => "binary_cross_entropy";

    public override string? Complaint(float target, int outputs) => target is >= 0 and <= 1 ? null : "a probability from 0 to 1";

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient) =>
        throw new UnreachableException("Batches are judged whole.");

    internal override void Accumulate(in LossBatch batch, Span<float> gradient, double scale, ref WeightedSum sum)
    {
        int width = batch.Outputs.Length / batch.Rows;
        int rowsOfBlock = Math.Max(1, Block / width);
        Span<double> losses = width <= Block ? stackalloc double[Block] : new double[width];
        for (int row = 0; row < batch.Rows; row += rowsOfBlock)
        {
            int count = Math.Min(rowsOfBlock, batch.Rows - row);
            (int from, int length) = (row * width, count * width);
            Span<float> part = gradient.IsEmpty ? default : gradient.Slice(from, length);
            SigmoidCrossEntropy.Evaluate(batch.Outputs.Slice(from, length), batch.Targets.Slice(from, length), scale / width, losses[..length], part);
            for (int i = 0; i < count; i++)
            {
                double loss = 0;
                foreach (double each in losses.Slice(i * width, width))
                {
                    loss += each;
                }

                double weight = batch.Weight(row + i);
                sum.Add(loss / width, weight);
                if (weight != 1 && !part.IsEmpty)
                {
                    Spans.Scale(part.Slice(i * width, width), (float)weight);
                }
            }
        }
    }
}
