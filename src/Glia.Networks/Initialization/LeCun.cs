using Glia.Kernels.Randomness;

namespace Glia.Networks.Initialization;

/// <summary>
/// Var(w) = gain²/inputs with a gain of 1 unless told, uniform or normal: keeps the variance of a linear unit.
/// LeCun et al., "Efficient BackProp", 1998, section 4.6.
/// </summary>
internal sealed class LeCun(double gain, bool uniform) : WeightScheme
{
    public override string Text => Invariant($"lecun_{(uniform ? "uniform" : "normal")}(gain={(float)gain})");

    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream stream) =>
        Draw(weights, gain * gain / inputs, uniform, stream);
}
