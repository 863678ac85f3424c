using System.Numerics;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Optimizers;

/// <summary>
/// v ← μ·v + g; w ← w − η·v. Polyak, 1964, in the form of PyTorch's SGD(momentum=μ) without dampening.
/// μ = 0.9 is scikit-learn's default; PyTorch's SGD has none (0).
/// </summary>
internal sealed class Momentum(double momentum) : Optimizer
{
    internal const double Default = 0.9;

    public override string Text => Invariant($"momentum(momentum={momentum})");

    public override int Slots => 1;

    public override void Update(in UpdateStep step)
    {
        Span<Vector<float>> w = step.WideValues;
        ReadOnlySpan<Vector<float>> g = step.WideGradient[..w.Length];
        Span<Vector<float>> v = step.WideSlot(0)[..w.Length];
        Vector<float> mu = new((float)momentum);
        Vector<float> rate = new((float)step.LearningRate);
        for (int i = 0; i < w.Length; i++)
        {
            v[i] = Traces.Fade((mu * v[i]) + g[i]);
            w[i] -= rate * v[i];
        }
    }
}
