using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x &gt; 0, else α·(eˣ − 1).</summary>
/// <remarks>
/// The negative half through expm1: eˣ − 1 would lose all digits near 0. f(−0) = −0, f(−∞) = −α, f(∞) = ∞.
/// Slope 1 for x &gt; 0, else α·eˣ.
/// </remarks>
/// <param name="Alpha">The depth of the negative half.</param>
internal readonly record struct Elu(float Alpha) : IActivation<Elu>
{
    private const string AlphaName = "alpha";

    // E[(eᶻ − 1)²; z < 0] for a standard normal z: e²·Φ(−2) − 2·√e·Φ(−1) + ½.
    private const double NegativeHalfSquare = 0.14494541749292387;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((AlphaName, Alpha));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Elu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[AlphaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Of(0.0), z, z, TLane.Of(Alpha) * Expm1.Of(z));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Of(0.0), z, TLane.Of(1.0), TLane.Of(Alpha) * Exp.Of(z));

    private static ActivationInfo At(float alpha) => new()
    {
        Name = "elu",
        Parameters = [new(AlphaName, 1, new(0, float.MaxValue), "depth of the negative half: y falls to -alpha")],
        Formula = "x for x > 0, else alpha·(exp(x) - 1)",
        SlopeFormula = "1 for x > 0, else alpha·exp(x)",
        Source = "Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, ICLR 2016.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("PyTorch", "ELU"),
            new("Keras", "elu"),
            new("JAX", "elu"),
            new("ONNX", "Elu"),
        ],
        Range = new(-alpha, double.PositiveInfinity),
        SlopeRange = new(0, Math.Max(1, alpha)),
        IsMonotone = true,
        Kinks = alpha == 1 ? [] : [new(0, alpha, "The left side, as PyTorch.")],
        Saturation = SaturationAt(alpha),
        IsRectifier = alpha == 0,
        Gain = 1 / Math.Sqrt(0.5 + ((double)alpha * alpha * NegativeHalfSquare)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Elu(x, alpha={alpha})"),
    };

    /// <summary>α·eˣ falls below 1 % of max(1, α) at x = ln(0.01·max(1, α)/α); for α &gt; 100 the slope 1 of the right half is below it, too.</summary>
    private static Interval SaturationAt(double alpha)
    {
        double low = Math.Min(0, Log.Of(0.01 * Math.Max(1, alpha) / alpha));
        return new(low, alpha > 100 ? 0 : double.PositiveInfinity);
    }
}
