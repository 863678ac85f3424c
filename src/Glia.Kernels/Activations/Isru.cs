using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x/√(1 + αx²): S-shaped without exponentials.</summary>
/// <remarks>
/// f(±∞) = ±1/√α: infinite inputs are taken as the largest floats (pairs of floats leave them to double). Slope (1 + αx²)^(−3/2).
/// </remarks>
/// <param name="Alpha">How early it saturates.</param>
internal readonly record struct Isru(float Alpha) : IActivation<Isru>
{
    private const string AlphaName = "alpha";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <summary>The square overflows in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((AlphaName, Alpha));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Isru Create(ActivationArguments arguments)
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
        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(z);
        }

        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane root = TLane.Sqrt(TLane.FusedMultiplyAdd(TLane.Of(Alpha) * x, x, 1.0));
        return x / root;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane one = TLane.Of(1.0);
        TLane square = TLane.FusedMultiplyAdd(TLane.Of(Alpha) * x, x, one);
        TLane slope = one / (square * TLane.Sqrt(square));

        // In double the largest float is not yet where the slope ends; in float it is.
        return TLane.Precision == LanePrecision.Wide
            ? TLane.Select(TLane.Equal(TLane.Abs(z), TLane.Of(double.PositiveInfinity)), TLane.Of(0.0), slope) : slope;
    }

    /// <summary>In float, with what α·x lost by rounding; beyond 2²⁰/√α the value is that at infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Single<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        double far = (1 << 20) / Math.Sqrt(Alpha);
        TLane alpha = TLane.Of(Alpha);
        TLane x = Lane.Clamp(z, -far, far);
        TLane product = alpha * x;
        TLane rest = TLane.FusedMultiplyAdd(alpha, x, -product);
        TLane square = TLane.FusedMultiplyAdd(product, x, TLane.FusedMultiplyAdd(rest, x, 1.0));
        return x / TLane.Sqrt(square);
    }

    private static ActivationInfo At(float alpha) => new()
    {
        Name = "isru",
        Parameters = [new(AlphaName, 1, Interval.Positive, "how early it saturates: at ±1/√alpha")],
        Formula = "x/√(1 + alpha·x²)",
        SlopeFormula = "(1 + alpha·x²)^(-3/2)",
        Source = "Carlile, Delamarter, Kinney, Marti and Whitney, Improving Deep Learning by Inverse Square Root Linear Units (ISRLUs), 2017.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [],
        Range = new(-1 / Math.Sqrt(alpha), 1 / Math.Sqrt(alpha)),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where 1 + αx² is 100^(2/3).
        Saturation = new(-4.532587219273208 / Math.Sqrt(alpha), 4.532587219273208 / Math.Sqrt(alpha)),
        IsSigmoidal = true,
        Gain = CriticalGain.Of(1),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(9, "Div(x, Sqrt(Add(Mul(Mul(x, x), {alpha}), 1.0)))"),
    };
}
