using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = a·tanh(b·x).</summary>
/// <remarks>
/// The defaults keep variance 1 at x = ±1: f(±1) ≈ ±1. b is the float nearest to 2/3. With m = e^(2b|x|) − 1: tanh(b|x|) = m/(m + 2). Slope 4ab·e/(1 + e)² with e = e^(−2b|x|).
/// </remarks>
/// <param name="A">The value at infinity.</param>
/// <param name="B">How fast it is approached.</param>
internal readonly record struct ScaledTanh(float A, float B) : IActivation<ScaledTanh>
{
    private const string AName = "a";
    private const string BName = "b";
    private const float LargeInPairs = 1 << 20;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1.7159f, 2f / 3);

    /// <summary>Too many roundings for 2 ulp in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((AName, A), (BName, B));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static ScaledTanh Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[AName], arguments[BName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(A, B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane b = TLane.Of(B);
        if (TLane.Precision == LanePrecision.Pair)
        {
            // A larger factor would show what was lost below the normal numbers.
            TLane p = Expm1.OfPair(z * Lane.Twice(b));
            return TLane.Of(A < LargeInPairs ? A : float.PositiveInfinity) * (p / Lane.Raise(p, 2));
        }

        return TLane.CopySign(HyperbolicTangent.OfProduct(TLane.Of(A), b, TLane.Abs(z)), z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane b = TLane.Of(B);
        TLane steepness = -(b + b);
        TLane a = TLane.Abs(z);
        TLane e = Exp.OfProduct(steepness, a);
        TLane d = TLane.Of(1.0) + e;
        TLane factor = TLane.Of(4.0) * TLane.Of(A) * b;

        // In pairs of doubles the power alone may be too small for its digits.
        return (TLane.Precision == LanePrecision.Wide ? Exp.Times(factor, steepness * a, TLane.Of(0.0)) : factor * e) / (d * d);
    }

    private static ActivationInfo At(float a, float b) => new()
    {
        Name = "scaled_tanh",
        Parameters =
        [
            new(AName, 1.7159f, Interval.Positive, "the value at infinity"),
            new(BName, 2f / 3, Interval.Positive, "how fast it is approached"),
        ],
        Formula = "a·tanh(b·x)",
        SlopeFormula = "a·b·sech(b·x)²",
        Source = "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [new("H2O", "Tanh", "Has neither a nor b."), new("FANN", "SIGMOID_SYMMETRIC", "Has b as steepness, but no a.")],
        Range = new(-a, a),
        SlopeRange = new(0, (double)a * b),
        IsMonotone = true,

        // Where sech² is 0.01: b·x = ±arcosh 10.
        Saturation = new(-2.993222846126381 / b, 2.993222846126381 / b),
        IsSigmoidal = true,
        Gain = CriticalGain.Of((double)a * b),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Vanishing gradients where units saturate, as tanh.",
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Mul(Tanh(Mul(x, {b})), {a})"),
    };
}
