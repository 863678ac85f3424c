using System.Numerics;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Optimizers;

/// <summary>
/// v ← μ·v + g; w ← w − η·(g + μ·v). Nesterov, 1983, in the form of Sutskever et al., 2013, as PyTorch's
/// SGD(nesterov=True). μ = 0.9 as in scikit-learn.
/// </summary>
internal sealed class Nesterov(double momentum) : Optimizer
{
    public override string Text => Invariant($"nesterov(momentum={momentum})");

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
            w[i] -= rate * (g[i] + (mu * v[i]));
        }
    }
}
