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

    private readonly float _far = Far(Alpha);

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
    public static bool BackwardInPairs => true;

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
        where TLane : struct, ILane<TLane> => Forward(z, Alpha, _far);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Slope(z, Alpha);

    /// <summary>2²⁰/√α, beyond which the value in float is that at infinity.</summary>
    /// <param name="alpha">α.</param>
    /// <returns>A limit for |x|.</returns>
    public static float Far(float alpha) => (float)((1 << 20) / Math.Sqrt(alpha));

    /// <summary>The value; in float with what α·x lost by rounding.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Input.</param>
    /// <param name="alpha">α.</param>
    /// <param name="far">As <see cref="Far"/> gives it: known beforehand, for a loop would compute it in every round.</param>
    /// <returns>z/√(1 + αz²).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Forward<TLane>(TLane z, float alpha, float far)
        where TLane : struct, ILane<TLane>
    {
        TLane factor = TLane.Of(alpha);
        if (TLane.Precision == LanePrecision.Single)
        {
            TLane limit = TLane.Of(far);
            TLane limited = TLane.AtMost(TLane.AtLeast(z, -limit), limit);
            TLane product = factor * limited;
            TLane rest = TLane.FusedMultiplyAdd(factor, limited, -product);
            TLane square = TLane.FusedMultiplyAdd(product, limited, TLane.FusedMultiplyAdd(rest, limited, 1.0));
            return limited / TLane.Sqrt(square);
        }

        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane root = TLane.Sqrt(TLane.FusedMultiplyAdd(factor * x, x, 1.0));
        return x / root;
    }

    /// <summary>The slope.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">Input.</param>
    /// <param name="alpha">α.</param>
    /// <returns>(1 + αz²)^(−3/2).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Slope<TLane>(TLane z, float alpha)
        where TLane : struct, ILane<TLane>
    {
        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane one = TLane.Of(1.0);
        TLane square = TLane.FusedMultiplyAdd(TLane.Of(alpha) * x, x, one);
        TLane slope = one / (square * TLane.Sqrt(square));

        // In double the largest float is not yet where the slope ends; in float it is.
        return TLane.Precision == LanePrecision.Wide
            ? TLane.WhereEqual(TLane.Abs(z), TLane.Of(double.PositiveInfinity), TLane.Of(0.0), slope) : slope;
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
