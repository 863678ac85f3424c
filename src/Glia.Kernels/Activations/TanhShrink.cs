using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x − tanh x: nothing near 0, x less its sign far out.</summary>
/// <remarks>
/// Near 0, where the two cancel, x³ times a minimax polynomial of x² (tools/coefficients.py, error 2⁻⁴⁷ in double), in pairs of doubles
/// Lambert's continued fraction tanh x = x/(1 + T), T = x²/(3 + x²/(5 + …)), of which x − tanh x = x·T/(1 + T). f(−0) = −0. Slope tanh² x.
/// </remarks>
internal readonly record struct TanhShrink : IActivation<TanhShrink>
{
    /// <summary>Up to here the polynomial; from here on the difference loses less than four bits.</summary>
    private const double End = 0.5;

    private const double EndSingle = 1;

    /// <summary>From here on the rest is taken as here: it is not 0, and no matter otherwise.</summary>
    private const double FarEnough = 300;

    /// <summary>Levels of the continued fraction: below 2⁻¹²⁰ of the result for |x| &lt; 1/2.</summary>
    private const int Levels = 14;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "tanh_shrink",
        Formula = "x - tanh(x)",
        SlopeFormula = "tanh(x)²",
        Source = "The remainder of tanh: Torch7's nn, Collobert, Kavukcuoglu and Farabet, 2011.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("PyTorch", "Tanhshrink", "Gives 0 below 1.8e-4."),
            new("Keras", "tanh_shrink"),
        ],
        Range = Interval.All,
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = NormalGain.Of(default(TanhShrink)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Vanishing gradients near 0, where the slope is x².",
        Accuracy = "Correctly rounded.",
        FastUlps = 2.3,
        Onnx = new(7, "Sub(x, Tanh(x))"),
    };

    /// <summary>Terms cancel, or their errors double, beyond 2 ulp in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static TanhShrink Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Abs(z);
        TLane far = TLane.Precision == LanePrecision.Wide ? WideFar(a) : TLane.Precision == LanePrecision.Single ? SingleFar(a) : a - HyperbolicTangent.OfPositive(a);
        TLane near = TLane.Precision == LanePrecision.Wide ? WideNear(a) : TLane.Precision == LanePrecision.Single ? SingleNear(a) : Near(a);
        TLane end = TLane.Of(TLane.Precision == LanePrecision.Single ? EndSingle : End);
        return TLane.CopySign(TLane.WhereLess(a, end, near, far), z);
    }

    /// <summary>(a − 1) + 2/(e^2a + 1): what is left of tanh beside 1 decides between numbers of 16 bits where a − 1 lies in their middle, however small it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WideFar<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane near = TLane.AtMost(a, FarEnough);
        return (a - 1.0) + (TLane.Of(2.0) / (Expm1.Of(near + near) + 2.0));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane t = HyperbolicTangent.OfPositive(TLane.Abs(z));
        return t * t;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Near<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane s = a * a;
        TLane series = TLane.FusedMultiplyAdd(s, 0.00015408169615432974, -0.0005535170631449744);
        series = TLane.FusedMultiplyAdd(series, s, 0.0014469964730391806);
        series = TLane.FusedMultiplyAdd(series, s, -0.0035908580579060703);
        series = TLane.FusedMultiplyAdd(series, s, 0.008863127318815812);
        series = TLane.FusedMultiplyAdd(series, s, -0.021869483327791678);
        series = TLane.FusedMultiplyAdd(series, s, 0.05396825384220424);
        series = TLane.FusedMultiplyAdd(series, s, -0.13333333333215547);
        series = TLane.FusedMultiplyAdd(series, s, 0.33333333333333154);
        return s * a * series;
    }

    /// <summary>(a − 1) + 2/(e^2a + 1): the difference is exact up to 2, and what is added to it smaller than it soon, and so are its errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SingleFar<TLane>(TLane a)
        where TLane : struct, ILane<TLane> => (a - 1.0) + (TLane.Of(1.0) / HyperbolicTangent.HalfSum(a));

    /// <summary>The same as <see cref="Near"/> over a wider range. The square in two parts, for its rounding would count, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane SingleNear<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane s = a * a;
        TLane square = s * s;
        TLane upper = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(s, -0.0001416380109731108, 0.0009197904146276414), square, TLane.FusedMultiplyAdd(s, -0.0032025985419750214, 0.008696246892213821));
        TLane lower = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(s, -0.02183000184595585, 0.053963951766490936), s, -0.1333332508802414);
        TLane series = TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(upper, square * s, lower), s, 0.3333333432674408);
        TLane product = a * series;

        // What the two roundings added is taken away: the square's times the product, the product's times the square.
        TLane rest = TLane.FusedSubtract(TLane.FusedSubtract(a, series, product), s, TLane.Of(0.0));
        return TLane.FusedMultiplyAdd(product, s, TLane.FusedSubtract(product, TLane.FusedSubtract(a, a, s), rest));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WideNear<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane x = TLane.AtMost(a, End);
        TLane s = x * x;
        TLane level = TLane.Of((2.0 * Levels) + 1);
        for (int k = Levels - 1; k > 0; k--)
        {
            level = TLane.Of((2.0 * k) + 1) + (s / level);
        }

        TLane t = s / level;
        return x * t / (TLane.Of(1.0) + t);
    }
}
