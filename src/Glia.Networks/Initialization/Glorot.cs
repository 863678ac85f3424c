using Glia.Kernels.Randomness;

namespace Glia.Networks.Initialization;

/// <summary>
/// Var(w) = gain²·2/(inputs + outputs), uniform or normal: a compromise that keeps both signal and gradient.
/// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
/// </summary>
internal sealed class Glorot(double gain, bool uniform) : WeightScheme
{
    public override string Text => Invariant($"glorot_{(uniform ? "uniform" : "normal")}(gain={(float)gain})");

    public override void Fill(Span<float> weights, int inputs, int outputs, RandomStream stream) =>
        Draw(weights, gain * gain * 2 / ((double)inputs + outputs), uniform, stream);
}
