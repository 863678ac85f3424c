using System.Runtime.CompilerServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>A user's own function, written as docs/adding-an-activation.md says: y = x·tanh(ln(1 + σ(x))).</summary>
/// <remarks>
/// tanh(ln w) = (w² − 1)/(w² + 1), and with w = 1 + σ and q = w² − 1 = σ·(2 + σ): y = x·q/(2 + q), where nothing cancels. σ comes from e = e^−|x|,
/// which cannot overflow. Slope q/(2 + q) + x·σ(x)·σ(−x)·4(1 + σ)/(2 + q)². The limit at −∞ is −0: there x is taken as the largest float.
/// </remarks>
public readonly record struct Smish : IActivation<Smish>
{
    // The slope is 0 here; its terms are 0.1793 and −0.1793.
    private const double SlopeZero = -1.3945193019245041;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "smish",
        Formula = "x·tanh(log1p(sigmoid(x)))",
        SlopeFormula = "q/(2 + q) + 4·x·s·sigmoid(-x)·(1 + s)/(2 + q)² with s = sigmoid(x) and q = s·(2 + s)",
        Source = "Wang, Ren and Wang, Smish: A Novel Activation Function for Deep Learning Methods, Electronics 2022.",
        Family = ActivationFamily.Gated,

        // Lowest value and extremes of the slope: roots of the first and the second derivative, at 40 digits.
        Range = new(-0.2499936636601295, double.PositiveInfinity),
        SlopeRange = new(-0.08915320523502032, 0.6368842228812263),
        IsMonotone = false,

        // Where |slope| is 1 % of its largest.
        Saturation = new(-6.812823105892296, double.PositiveInfinity),

        // 1 / √E[f(z)²] for a standard normal z.
        Gain = 2.5129542309344983,
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Mul(x, Tanh(Log(Add(Sigmoid(x), 1))))"),
    };

    /// <summary>Gets false: in float lanes σ loses digits below 2⁻¹²⁶, which the factor x makes visible.</summary>
    public static bool FastForward => false;

    /// <inheritdoc cref="FastForward"/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static Smish Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane left = TLane.LessThan(z, TLane.Of(0f));
        TLane e = Exp.Of(-TLane.Abs(z));
        TLane s = TLane.Select(left, e, TLane.Of(1f)) / (TLane.Of(1f) + e);
        TLane q = s * (TLane.Of(2f) + s);
        return TLane.Select(left, Lane.Clamp(z, float.MinValue, float.MaxValue), z) * (q / (TLane.Of(2f) + q));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1f);
        TLane left = TLane.LessThan(z, TLane.Of(0f));
        TLane e = Exp.Of(-TLane.Abs(z));
        TLane d = one / (one + e);
        TLane s = TLane.Select(left, e * d, d);
        TLane q = s * (TLane.Of(2f) + s);
        TLane p = one / (TLane.Of(2f) + q);
        TLane steepness = TLane.Of(4f) * (one + s) * (e * d) * d * p;
        return p * TLane.FusedMultiplyAdd(Lane.Clamp(z, float.MinValue, float.MaxValue), steepness, q);
    }

    /// <summary>Near its zero the slope is a difference; its error is relative to the terms, not to what is left of them.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Smish function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> =>
        TLane.Select(TLane.LessThan(TLane.Abs(z - TLane.Of(SlopeZero)), TLane.Of(0.5)), TLane.Of(0.25), slope);
}
