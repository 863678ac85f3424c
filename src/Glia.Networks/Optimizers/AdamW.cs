using Glia.Networks.Numbers;

namespace Glia.Networks.Optimizers;

/// <summary>
/// w ← (1 − η·λ)·w for parameters that decay, then the update of <see cref="AdamMoments"/>. Loshchilov and Hutter, "Decoupled
/// Weight Decay Regularization", arXiv:1711.05101; λ = 0.01 as in PyTorch.
/// </summary>
internal sealed class AdamW(AdamMoments moments, double decay) : Optimizer
{
    internal const double DefaultDecay = 0.01;

    public override string Text => Invariant($"adamw({moments.Text}, decay={decay})");

    public override int Slots => 2;

    public override double? Epsilon => moments.Epsilon;

    public override double[] StartScalars => AdamMoments.StartScalars;

    public override void Advance(double[] scalars) => moments.Advance(scalars);

    public override void Update(in UpdateStep step)
    {
        float keep = (float)(1 - (step.LearningRate * decay));
        for (int i = 0; i < step.Parameters.Count; i++)
        {
            Parameter parameter = step.Parameters[i];
            if (parameter.Decays)
            {
                int from = Math.Clamp(parameter.Offset, step.From, step.From + step.Length);
                int to = Math.Clamp(parameter.Offset + parameter.Length, step.From, step.From + step.Length);
                Spans.Scale(step.Values.AsSpan(from, to - from), keep);
            }
        }

        moments.Update(step);
    }
}
