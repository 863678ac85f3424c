using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x·tanh(ln(1 + eˣ)).</summary>
/// <remarks>
/// With e = e^−|x|: tanh(ln(1 + eˣ)) = (2e + e²)/(2 + 2e + e²) on the left, (1 + 2e)/(1 + 2e + 2e²) on the right, so that nothing overflows, no
/// tail is lost and one exponential serves. Slope, with d the denominator: e·(4(x + 1) + (4x + 6)e + 4e² + e³)/d² on the left, (1 + 4e + (4x + 6)e² + 4(x + 1)e³)/d²
/// on the right. The limit at −∞ is −0 (PyTorch gives NaN): infinite inputs are taken as the largest floats where a factor goes to 0.
/// </remarks>
internal readonly record struct Mish : IActivation<Mish>
{
    /// <summary>The slope's zero.</summary>
    private const double SlopeZero = -1.1924312145154952;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "mish",
        Formula = "x·tanh(softplus(x))",
        SlopeFormula = "t + x·sigmoid(x)·(1 - t²) with t = tanh(softplus(x))",
        Source = "Misra, Mish: A Self Regularized Non-Monotonic Activation Function, BMVC 2020.",
        Family = ActivationFamily.Gated,
        Elsewhere =
        [
            new("PyTorch", "Mish", "Gives NaN at −∞."),
            new("Keras", "mish"),
            new("JAX", "mish"),
            new("ONNX", "Mish", "From opset 18."),
        ],

        // At x = −1.1924; the slope's extremes at x = −2.2564 and 1.4906.
        Range = new(-0.30884341301725040, double.PositiveInfinity),
        SlopeRange = new(-0.11252612238946256, 1.0884981612517278),
        IsMonotone = false,
        Saturation = new(-6.1587413096322092, double.PositiveInfinity),
        Gain = NormalGain.Of(default(Mish)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Mul(x, Tanh(Softplus(x)))"),
    };

    /// <summary>Too many roundings for 2 ulp in float.</summary>
    public static bool FastForward => false;

    /// <summary>Terms cancel around the slope's zero.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static Mish Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane left = TLane.LessThan(z, TLane.Of(0.0));
        TLane two = TLane.Of(2.0);
        TLane one = TLane.Of(1.0);
        TLane e = Exp.OfNegative(-TLane.Abs(z));
        TLane gate = TLane.Select(left, e * (two + e), TLane.FusedMultiplyAdd(two, e, one));
        TLane rest = TLane.Select(left, two, two * e * e);
        TLane sum = gate + rest;
        TLane y = TLane.Select(left, finite, z) * gate / sum;

        // In pairs of doubles the power alone may be too small for its digits.
        return TLane.Precision == LanePrecision.Wide ? TLane.Select(left, Exp.Times(finite * (two + e), finite, TLane.Of(0.0)) / sum, y) : y;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane x = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane e = Exp.OfNegative(-TLane.Abs(x));
        TLane left = TLane.LessThan(x, TLane.Of(0.0));
        TLane one = TLane.Of(1.0);
        TLane two = TLane.Of(2.0);
        TLane four = TLane.Of(4.0);
        TLane third = TLane.FusedMultiplyAdd(four, x, four);
        TLane second = TLane.FusedMultiplyAdd(four, x, 6.0);

        // The same four coefficients, in e on the left and in 1/e on the right.
        TLane series = TLane.FusedMultiplyAdd(TLane.Select(left, one, third), e, TLane.Select(left, four, second));
        series = TLane.FusedMultiplyAdd(series, e, TLane.Select(left, second, four));
        series = TLane.FusedMultiplyAdd(series, e, TLane.Select(left, third, one));
        TLane square = e * e;
        TLane d = TLane.FusedMultiplyAdd(two, e, TLane.Select(left, two + square, TLane.FusedMultiplyAdd(two, square, one)));
        TLane squared = d * d;
        TLane slope = TLane.Select(left, e, one) * series / squared;
        return TLane.Precision == LanePrecision.Wide ? TLane.Select(left, Exp.Times(series, x, TLane.Of(0.0)) / squared, slope) : slope;
    }

    /// <summary>The terms of the slope are below 0.1 around its zero.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Mish function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Abs(z - SlopeZero), TLane.Of(0.5), TLane.Of(0.125), slope);
}
