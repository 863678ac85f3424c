using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x·σ(1.702x): the Gaussian error linear unit, roughly.</summary>
/// <remarks>
/// With u = 1.702x, e = e^−|u| and d = 1/(1 + e): σ(u) = d or e·d by the sign of u, slope σ(u) + u·e·d². 1.702 is the decimal number itself, not
/// the float. The limit at −∞ is −0.
/// </remarks>
internal readonly record struct QuickGelu : IActivation<QuickGelu>
{
    /// <summary>1.702 as a pair.</summary>
    private const double Steepness = 1.702;
    private const double SteepnessRest = 4.263256414560601e-17;

    /// <summary>1.702 less the float nearest to it.</summary>
    private const double SteepnessRestSingle = Steepness - (float)Steepness;

    /// <summary>y is −0 in float below −Far: e^(−1.702·Far) is below 2⁻¹⁹⁰.</summary>
    private const double Far = 80;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "quick_gelu",
        Formula = "x·sigmoid(1.702·x)",
        SlopeFormula = "s + 1.702·x·s·(1 - s) with s = sigmoid(1.702·x)",
        Source = "Hendrycks and Gimpel, Gaussian Error Linear Units, 2016; used in CLIP, Radford and others, 2021.",
        Family = ActivationFamily.Gated,
        Elsewhere = [],

        // The minimum of x·σ(x) over 1.702; the slope's extremes are those of x·σ(x).
        Range = new(-0.16361018963654198, double.PositiveInfinity),
        SlopeRange = new(-0.09983932012886692, 1.0998393201288669),
        IsMonotone = false,

        // Where the slope is −0.011.
        Saturation = new(-3.60923366638990, double.PositiveInfinity),
        Gain = NormalGain.Of(default(QuickGelu)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "None of its own; it differs from the function it imitates by up to 0.02.",
        Accuracy = "Correctly rounded.",
        Onnx = new(13, "Mul(x, Sigmoid(Mul(x, 1.702)))"),
    };

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <summary>In pairs of floats the exponent is not in normal form: up to 53 in size, it leaves the power a low part of up to 2⁻¹⁸·⁴ of it, whose square the quotient leaves out.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(QuickGelu function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? Lane.Twice(y) : y;

    /// <inheritdoc/>
    public static QuickGelu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            // 1.702 in two parts, and the product's rounding undone.
            TLane near = Lane.Clamp(z, -Far, Far);
            TLane u = near * Steepness;
            return Logistic.TimesSingle(z, u, TLane.FusedMultiplyAdd(near, SteepnessRestSingle, TLane.FusedMultiplyAdd(near, Steepness, -u)));
        }

        TLane steep = z * TLane.Of(Steepness, SteepnessRest);
        return TLane.Precision == LanePrecision.Pair ? Logistic.TimesPair(z, steep) : Logistic.Times(z, -TLane.Abs(steep));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane u = Lane.Clamp(z, float.MinValue, float.MaxValue) * TLane.Of(Steepness, SteepnessRest);
        return Logistic.GateSlope(u, u);
    }

    /// <summary>The two terms of the slope are 0.22 and −0.22 at its zero, x = −0.7512.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(QuickGelu function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Abs(z + 0.75), TLane.Of(0.5), TLane.Of(0.25), slope);
}
