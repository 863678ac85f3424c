using System.Numerics;
using Glia.Kernels.Lanes;

namespace Glia.Networks.Optimizers;

/// <summary>
/// The update that Adam and AdamW share: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²;
/// w ← w − η·c/(1 − β₁ᵗ) · m/(√v + ε·c) with c = √(1 − β₂ᵗ): PyTorch's update, its inner fraction expanded by c, which saves a division a value.
/// </summary>
/// <remarks>
/// Defaults β₁ = 0.9, β₂ = 0.999, ε = 1e-8 of Kingma and Ba, as in PyTorch and scikit-learn. The powers βᵗ are running products in
/// double: multiplication gives the same bits on every machine, a power function does not.
/// </remarks>
/// <param name="Beta1">β₁.</param>
/// <param name="Beta2">β₂.</param>
/// <param name="Epsilon">ε.</param>
internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon)
{
    internal const double DefaultBeta1 = 0.9;
    internal const double DefaultBeta2 = 0.999;
    internal const double DefaultEpsilon = 1e-8;

    /// <summary>β₁⁰ and β₂⁰.</summary>
    public static double[] StartScalars => [1, 1];

    public string Text => Invariant($"beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}");

    public void Advance(double[] scalars)
    {
        scalars[0] *= Beta1;
        scalars[1] *= Beta2;
    }

    public void Update(in UpdateStep step)
    {
        Vector<float> keep1 = new((float)Beta1);
        Vector<float> take1 = new((float)(1 - Beta1));
        Vector<float> keep2 = new((float)Beta2);
        Vector<float> take2 = new((float)(1 - Beta2));
        double correction = Math.Sqrt(1 - step.Scalars[1]);
        Vector<float> small = new((float)(Epsilon * correction));
        Vector<float> rate = new((float)(step.LearningRate * correction / (1 - step.Scalars[0])));

        Span<Vector<float>> w = step.WideValues;
        ReadOnlySpan<Vector<float>> g = step.WideGradient[..w.Length];
        Span<Vector<float>> m = step.WideSlot(0)[..w.Length];
        Span<Vector<float>> v = step.WideSlot(1)[..w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> gradient = g[i];
            Vector<float> felt = Traces.FadeToSquare(gradient);
            Vector<float> mean = Traces.Fade((keep1 * m[i]) + (take1 * gradient));
            Vector<float> square = Traces.Fade((keep2 * v[i]) + (take2 * felt * felt));
            m[i] = mean;
            v[i] = square;
            w[i] -= rate * mean / (Vector.SquareRoot(square) + small);
        }
    }
}
