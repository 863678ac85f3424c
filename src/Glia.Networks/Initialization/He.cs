using Glia.Kernels.Randomness;

namespace Glia.Networks.Initialization;

/// <summary>
/// Var(w) = gain²/inputs, uniform or normal: keeps the mean square of the signal through functions that pass one half.
/// He et al., "Delving Deep into Rectifiers", arXiv:1502.01852.
/// </summary>
internal sealed class He(double gain, bool uniform) : WeightScheme
{
    public override string Text => Invariant($"he_{(uniform ? "uniform" : "normal")}(gain={(float)gain})");

    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream stream) =>
        Draw(weights, gain * gain / inputs, uniform, stream);
}
