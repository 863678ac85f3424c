using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = 1 − e^(−eˣ): a probability, approaching 1 far faster than 0.</summary>
/// <remarks>
/// As −expm1(−eˣ), so the lower tail lives down to the smallest subnormal float, at −103. Slope eˣ·e^(−eˣ); there the exponential's own error
/// is multiplied by the size of its exponent. f(−∞) = 0, f(∞) = 1.
/// </remarks>
internal readonly record struct Cloglog : IActivation<Cloglog>
{
    /// <summary>1 − e⁻⁸⁰ is 1 in float.</summary>
    private const double Far = 80;

    // e⁷·e^(−e⁷) is 0 also in double.
    private const double Flat = 7;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "cloglog",
        Formula = "-expm1(-exp(x))",
        SlopeFormula = "exp(x - exp(x))",
        Source = "Fisher, On the Mathematical Foundations of Theoretical Statistics, 1922.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [],
        Range = new(0, 1),

        // 1/e, at 0.
        SlopeRange = new(0, 0.36787944117144233),
        IsMonotone = true,

        // Where the slope is 0.01/e: x − eˣ = −1 − ln 100.
        Saturation = new(-5.601477782875498, 2.033181882005721),
        IsSigmoidal = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        KnownFailure = "Vanishing gradients: from x = 2 on the slope falls off doubly exponentially.",
        Onnx = new(13, "Sub(1.0, Exp(Neg(Exp(x))))"),
        Accuracy = "Correctly rounded.",
    };

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <summary>In pairs of floats both exponentials are off, by 2⁻³⁷·⁹ and 2⁻³⁷·¹.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(Cloglog function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? Lane.Twice(y) : y;

    /// <inheritdoc/>
    public static Cloglog Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.Of(z);
        return TLane.Precision == LanePrecision.Single ? Expm1.OneLess(-TLane.AtMost(e, Far), TLane.Of(0.0)) : -Expm1.Of(-e);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.Of(TLane.AtMost(z, Flat));
        return TLane.Precision == LanePrecision.Single ? e * Exp.Of(-e) : Exp.Times(e, -e, TLane.Of(0.0));
    }

    /// <summary>On the right the error of eˣ counts eˣ-fold: up to 108 before the slope leaves float.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Cloglog function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> => TLane.WhereLess(TLane.Of(2.0), z, slope * 8.0, slope);
}
