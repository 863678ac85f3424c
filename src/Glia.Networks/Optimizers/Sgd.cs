using System.Numerics;

namespace Glia.Networks.Optimizers;

/// <summary>w ← w − η·g. Gradient descent as in the textbook.</summary>
internal sealed class Sgd : Optimizer
{
    public override string Text => "sgd";

    public override void Update(in UpdateStep step)
    {
        Span<Vector<float>> w = step.WideValues;
        ReadOnlySpan<Vector<float>> g = step.WideGradient[..w.Length];
        Vector<float> rate = new((float)step.LearningRate);
        for (int i = 0; i < w.Length; i++)
        {
            w[i] -= rate * g[i];
        }
    }
}
