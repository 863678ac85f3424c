using System.Diagnostics;
using Glia.Kernels.Rows;
using Glia.Networks.Numbers;

namespace Glia.Networks.Losses;

/// <summary>
/// Cross-entropy in nats of a class c and the probabilities softmax(z) of logits z: ℓ = ln Σe^(zⱼ − m) − (z_c − m) with the
/// largest logit m, so that no exponential exceeds 1; ∂ℓ/∂zⱼ = softmax(z)ⱼ − [j = c]. The target is the class's index.
/// </summary>
internal sealed class SoftmaxCrossEntropy : Loss
{
    private const int RowsOfBlock = 64;

    public override string Text => "softmax_cross_entropy";

    public override int TargetWidth(int outputs) => 1;

    public override string? Complaint(float target, int outputs) =>
        target >= 0 && target < outputs && target == MathF.Floor(target)
            ? null
            : Invariant($"the index of a class, a whole number from 0 to {outputs - 1}");

    protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient) =>
        throw new UnreachableException("Batches are judged whole.");

    internal override void Accumulate(in LossBatch batch, Span<float> gradient, double scale, ref WeightedSum sum)
    {
        int width = batch.Outputs.Length / batch.Rows;
        Span<double> losses = stackalloc double[RowsOfBlock];
        for (int row = 0; row < batch.Rows; row += RowsOfBlock)
        {
            int count = Math.Min(RowsOfBlock, batch.Rows - row);
            Span<float> part = gradient.IsEmpty ? default : gradient.Slice(row * width, count * width);
            CrossEntropy.Evaluate(batch.Outputs.Slice(row * width, count * width), batch.Targets.Slice(row, count), scale, losses[..count], part);
            for (int i = 0; i < count; i++)
            {
                double weight = batch.Weight(row + i);
                sum.Add(losses[i], weight);
                if (weight != 1 && !part.IsEmpty)
                {
                    Spans.Scale(part.Slice(i * width, width), (float)weight);
                }
            }
        }
    }
}
