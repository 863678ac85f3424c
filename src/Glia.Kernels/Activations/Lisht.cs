using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x·tanh x.</summary>
/// <remarks>
/// f(±0) = 0, f(±∞) = ∞. With m = e^(2|x|) − 1: tanh |x| = m/(m + 2). Slope tanh x + x·sech² x, two terms of one sign,
/// with m = 1 − e^(−2|x|) and d = 2 − m as (m·d + 4|x|(1 − m))/d².
/// </remarks>
internal readonly record struct Lisht : IActivation<Lisht>
{
    /// <summary>From here on tanh x is 1 to 180 binary digits.</summary>
    private const double Far = 64;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "lisht",
        Formula = "x·tanh(x)",
        SlopeFormula = "tanh(x) + x·sech(x)²",
        Source = "Roy, Manna, Dubey and Chaudhuri, LiSHT: Non-Parametric Linearly Scaled Hyperbolic Tangent Activation Function, 2019.",
        Family = ActivationFamily.Gated,
        Elsewhere = [],
        Range = Interval.NotNegative,

        // Largest where x·tanh x = 1; the slope there is x itself.
        SlopeRange = new(-1.1996786402577338, 1.1996786402577338),
        IsMonotone = false,
        Gain = NormalGain.Of(default(Lisht)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Mul(x, Tanh(x))"),
    };

    /// <summary>1 − m cancels in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static Lisht Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> =>
        TLane.Precision == LanePrecision.Pair ? z * HyperbolicTangent.Of(z) : HyperbolicTangent.Times(TLane.Abs(z));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(z), Far);
        TLane m = -Expm1.Of(-(a + a));
        TLane d = TLane.Of(2.0) - m;
        TLane numerator = TLane.FusedMultiplyAdd(TLane.Of(4.0) * a, TLane.Of(1.0) - m, m * d);
        return TLane.CopySign(numerator / (d * d), z);
    }
}
