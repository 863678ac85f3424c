namespace Glia.Kernels.Activations;

/// <summary>The gain of S-shaped functions through the origin: 1/f′(0), with which gradients neither vanish nor explode over depth.</summary>
/// <remarks>
/// For such functions the border between signals that die out and signals that become chaos lies at a variance of weights of 1/(n·f′(0)²), where the gradient's size stays the same from layer to
/// layer (Poole et al., 2016; Schoenholz et al., Deep Information Propagation, 2017); Glorot and Bengio (2010) and Keras have it for tanh, too. Larger ones, such as PyTorch's recommended 5/3 or
/// <see cref="NormalGain"/>, train deep networks worse: benchmarks/results/gains.md has accuracies and R² of tables by function, depth and gain, and benchmarks/gains.py makes them.
/// </remarks>
internal static class CriticalGain
{
    /// <summary>The gain.</summary>
    /// <param name="slope">f′(0), above 0.</param>
    /// <returns>1/f′(0).</returns>
    public static double Of(double slope) => 1 / slope;
}
