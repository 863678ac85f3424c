namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// What rounding can do, as bounds: of the float32 arithmetic that a network is run with, and of the float64 arithmetic that bounds are
/// computed with.
/// </summary>
/// <remarks>γₙ = n·u/(1 − n·u): Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, lemma 3.1.</remarks>
internal static class Rounding
{
    /// <summary>Unit roundoff of float32: 2⁻²⁴.</summary>
    public const double Single = 1.0 / (1 << 24);

    /// <summary>Twice the unit roundoff of float64, 2⁻⁵²: bounds with it also cover that they are rounded themselves.</summary>
    public const double Double = 1.0 / (1L << 52);

    /// <summary>The smallest float32 above 0, 2⁻¹⁴⁹: twice what a result that underflows can be off.</summary>
    public const double Tiny = float.Epsilon;

    /// <summary>2⁻¹²⁰: an output of a curve that is smaller is taken for 0 (<see cref="Networks.Layers.ActivationLayer.Fades"/>).</summary>
    public const double Trace = 1.0 / (1L << 60) / (1L << 60);

    /// <summary>Sums above this may overflow float32 on their way.</summary>
    public const double Largest = 1e38;

    /// <summary>
    /// What a chain of so many fused multiply-adds in float32 and the addition of a bias can be off, relative to Σ|x·w| + |b|; and what
    /// float64 sums over as many terms, forward and backward (over the layer's outputs), can be off on top.
    /// </summary>
    /// <param name="terms">Inputs of the layer.</param>
    /// <param name="outputs">Units of the layer.</param>
    public static double Dense(int terms, int outputs)
    {
        double n = (terms + 2) * Single;
        return (n < 0.5 ? n / (1 - n) : double.PositiveInfinity) + ((terms + outputs + 16.0) * Double);
    }

    /// <summary>What underflow can add to <see cref="Dense"/>.</summary>
    /// <param name="terms">Inputs of the layer.</param>
    public static double DenseUnderflow(int terms) => (terms + 2) * Tiny;
}
