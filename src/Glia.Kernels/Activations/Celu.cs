using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x &gt; 0, else α·(e^(x/α) − 1): as elu, but without a kink for every α.</summary>
/// <remarks>
/// The negative half through expm1. Where x/α is rounded in float, what the exponent lost is put back. f(−0) = −0, f(−∞) = −α, f(∞) = ∞. Slope 1 for x &gt; 0, else e^(x/α).
/// </remarks>
/// <param name="Alpha">The depth of the negative half.</param>
internal readonly record struct Celu(float Alpha) : IActivation<Celu>
{
    private const string AlphaName = "alpha";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((AlphaName, Alpha));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Celu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[AlphaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane alpha = TLane.Of(Alpha);
        return TLane.WhereLess(TLane.Of(0.0), z, z, alpha * Expm1.Of(z / alpha));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane power = TLane.Precision == LanePrecision.Single ? PowerInSingle(z) : Exp.Of(z / TLane.Of(Alpha));
        return TLane.WhereLess(TLane.Of(0.0), z, one, power);
    }

    /// <summary>e^(z/α), the quotient's rounding error times its power added: in float it would be multiplied by the exponent's size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane PowerInSingle<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane alpha = TLane.Of(Alpha);
        TLane inverse = TLane.Of(1.0) / alpha;
        TLane quotient = z * inverse;
        TLane lost = TLane.FusedSubtract(quotient, alpha, z) * inverse;
        TLane power = Exp.Of(quotient);

        // Far out nothing is left to correct, and what was lost may be no number.
        return TLane.WhereLess(TLane.Abs(quotient), TLane.Of(128.0), TLane.FusedMultiplyAdd(power, lost, power), power);
    }

    private static ActivationInfo At(float alpha) => new()
    {
        Name = "celu",
        Parameters = [new(AlphaName, 1, Interval.Positive, "depth of the negative half: y falls to -alpha")],
        Formula = "x for x > 0, else alpha·(exp(x/alpha) - 1)",
        SlopeFormula = "1 for x > 0, else exp(x/alpha)",
        Source = "Barron, Continuously Differentiable Exponential Linear Units, 2017.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("PyTorch", "CELU"),
            new("Keras", "celu"),
            new("JAX", "celu"),
            new("ONNX", "Celu"),
        ],
        Range = new(-alpha, double.PositiveInfinity),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where e^(x/α) is 0.01.
        Saturation = new(-4.605170185988091 * alpha, double.PositiveInfinity),
        Gain = NormalGain.Of(new Celu(alpha)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(12, "Celu(x, alpha={alpha})"),
    };
}
