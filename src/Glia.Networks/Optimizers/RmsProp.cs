using System.Numerics;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Optimizers;

/// <summary>
/// s ← α·s + (1 − α)·g²; w ← w − η·g/(√s + ε). Tieleman and Hinton, lecture 6.5, 2012; α = 0.99, ε = 1e-8 and ε outside the
/// root as in PyTorch's RMSprop.
/// </summary>
internal sealed class RmsProp(double alpha, double epsilon) : Optimizer
{
    internal const double DefaultAlpha = 0.99;
    internal const double DefaultEpsilon = 1e-8;

    public override string Text => Invariant($"rmsprop(alpha={alpha}, epsilon={epsilon})");

    public override int Slots => 1;

    public override double? Epsilon => epsilon;

    public override void Update(in UpdateStep step)
    {
        Span<Vector<float>> w = step.WideValues;
        ReadOnlySpan<Vector<float>> g = step.WideGradient[..w.Length];
        Span<Vector<float>> s = step.WideSlot(0)[..w.Length];
        Vector<float> keep = new((float)alpha);
        Vector<float> take = new((float)(1 - alpha));
        Vector<float> small = new((float)epsilon);
        Vector<float> rate = new((float)step.LearningRate);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> felt = Traces.FadeToSquare(g[i]);
            s[i] = Traces.Fade((keep * s[i]) + (take * felt * felt));
            w[i] -= rate * g[i] / (Vector.SquareRoot(s[i]) + small);
        }
    }
}
