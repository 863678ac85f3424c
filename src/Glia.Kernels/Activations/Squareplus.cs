using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = (x + √(x² + b))/2: a rectifier with a soft knee, without exponentials.</summary>
/// <remarks>
/// On the left, where the sum would cancel, b/(2(√(x² + b) − x)). Slope (1 + x/√(x² + b))/2, on the left likewise without cancellation. f(−∞) = 0, f(∞) = ∞.
/// </remarks>
/// <param name="B">The width b of the knee.</param>
internal readonly record struct Squareplus(float B) : IActivation<Squareplus>
{
    private const string BName = "b";

    /// <summary>2⁶³.</summary>
    private const double Far = 9223372036854775808.0;

    /// <summary>2⁻⁴⁰: where b is smaller, the rounding errors of squares beside it may be too small for floats, and pairs of floats have nothing to say.</summary>
    private const float LeastInPairs = 9.094947e-13f;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(4);

    /// <summary>The square overflows in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((BName, B));

    /// <inheritdoc/>
    public static Squareplus Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[BName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(B);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(z);
        }

        TLane b = TLane.Of(B);
        TLane sum = TLane.Sqrt(TLane.FusedMultiplyAdd(z, z, b)) + TLane.Abs(z);
        TLane left = TLane.LessThan(z, TLane.Of(0.0));
        return TLane.Select(left, b, sum) / TLane.Select(left, sum + sum, TLane.Of(2.0));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane b = TLane.Of(B);
        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane root = TLane.Sqrt(TLane.FusedMultiplyAdd(x, x, b));
        TLane sum = root + TLane.Abs(x);
        TLane left = TLane.LessThan(x, TLane.Of(0.0));
        TLane slope = TLane.Select(left, b, sum) / ((root + root) * TLane.Select(left, sum, TLane.Of(1.0)));

        // In double the largest float is not yet where the slope ends; in float it is.
        return TLane.Precision == LanePrecision.Wide ? TLane.WhereEqual(z, TLane.Of(double.NegativeInfinity), TLane.Of(0.0), slope) : slope;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(Squareplus function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => function.Trusted(y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Squareplus function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> => function.Trusted(slope);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Trusted<TLane>(TLane result)
        where TLane : struct, ILane<TLane> =>
        TLane.Precision == LanePrecision.Pair && B < LeastInPairs ? TLane.Of(double.PositiveInfinity) : result;

    /// <summary>
    /// In float, halves first so that the sum of two large numbers is one; beyond 2⁶³, whose square is a float, the root is |x|. On the left, where one is
    /// divided by that, what root and sum lost by rounding is put back; of the root nearly so, for it is the half of the sum only where x is small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Single<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane half = TLane.Of(0.5);
        TLane quarter = TLane.Of(B * 0.25f);
        TLane inverse = TLane.Of(4 / B);
        TLane a = TLane.Abs(z);
        TLane far = TLane.LessThan(TLane.Of(Far), a);
        TLane near = TLane.AtMost(a, Far);
        TLane square = TLane.FusedMultiplyAdd(near, near, TLane.Of(B));
        TLane nearRoot = TLane.Sqrt(square);
        TLane larger = half * TLane.Select(far, a, nearRoot);
        TLane smaller = half * a;
        TLane mean = larger + smaller;
        TLane quotient = quarter / mean;
        TLane ofRoot = TLane.FusedSubtract(nearRoot, nearRoot, square) * (TLane.Of(0.125) * inverse);
        TLane lost = TLane.Select(far, TLane.Of(0.0), TLane.FusedMultiplyAdd(ofRoot, quotient, smaller - (mean - larger)));
        TLane left = TLane.FusedMultiplyAdd(-(quotient * quotient), lost * inverse, quotient);
        return TLane.WhereLess(z, TLane.Of(0.0), left, mean);
    }

    private static ActivationInfo At(float b) => new()
    {
        Name = "squareplus",
        Parameters = [new(BName, 4, Interval.Positive, "width of the knee: y(0) = √b/2")],
        Formula = "(x + √(x² + b))/2",
        SlopeFormula = "(1 + x/√(x² + b))/2",
        Source = "Barron, Squareplus: A Softplus-Like Algebraic Rectifier, 2021.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("Keras", "squareplus"),
            new("JAX", "squareplus"),
        ],
        Range = Interval.NotNegative,
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where x/√(x² + b) is −0.98.
        Saturation = new(-4.924685294770139 * Math.Sqrt(b), double.PositiveInfinity),
        Gain = NormalGain.Of(new Squareplus(b)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Mul(Add(x, Sqrt(Add(Mul(x, x), {b}))), 0.5)"),
    };
}
