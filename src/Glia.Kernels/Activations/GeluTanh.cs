using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = ½x·(1 + tanh(√(2/π)·(x + 0.044715x³))): the Gaussian error linear unit, approximated.</summary>
/// <remarks>
/// As x·σ(u) with u = x·(c + d·x²), c = 2√(2/π), d = 0.044715·c: 1 + tanh would cancel on the left. With s = σ(u) the slope is
/// s + x·u′·s·(1 − s). The cube of the largest float is no trouble in double. The limit at −∞ is −0.
/// </remarks>
internal readonly record struct GeluTanh : IActivation<GeluTanh>
{
    /// <summary>2√(2/π) and 0.044715 times that, as pairs.</summary>
    private const double Linear = 1.5957691216057308;
    private const double LinearRest = -9.96930880911092e-17;
    private const double Cubic = 0.07135481627260025;
    private const double CubicRest = -6.175149918155315e-19;

    /// <summary>The first in parts for float: ten bits, so that less the whole steepness, below 16, it is a float; and the rest.</summary>
    private const double LinearHead = 1.595703125;
    private const double LinearTail = Linear - LinearHead;

    /// <summary>The second less the float nearest to it.</summary>
    private const double CubicRestSingle = Cubic - (float)Cubic;

    /// <summary>y is −0 in float below −Far: u is 142 there.</summary>
    private const double Far = 12;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "gelu_tanh",
        Formula = "x·sigmoid(2·√(2/pi)·(x + 0.044715·x³))",
        SlopeFormula = "s + x·s·(1 - s)·c·(1 + 0.134145·x²) with c = 2·√(2/pi) and s = sigmoid(c·(x + 0.044715·x³))",
        Source = "Hendrycks and Gimpel, Gaussian Error Linear Units, 2016.",
        Family = ActivationFamily.Gated,
        Elsewhere =
        [
            new("PyTorch", "GELU", "With approximate='tanh'; loses the left tail, NaN at −∞, slope NaN beyond 1.8e19."),
            new("Keras", "gelu", "With approximate=True."),
            new("JAX", "gelu", "Its default there, approximate=True."),
            new("ONNX", "Gelu", "With approximate=tanh, from opset 20."),
        ],

        // The minimum lies at x = −0.7525, the slope's extremes at ±1.4185.
        Range = new(-0.17004075057125405, double.PositiveInfinity),
        SlopeRange = new(-0.12899306865877177, 1.1289930686587718),
        IsMonotone = false,

        // Where the slope is −0.01129.
        Saturation = new(-3.0093577396311303, double.PositiveInfinity),
        Gain = NormalGain.Of(default(GeluTanh)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(13, "Mul(Mul(x, Add(Tanh(Mul(Add(x, Mul(Mul(x, Mul(x, x)), 0.044715)), 0.7978845608)), 1.0)), 0.5)"),
    };

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static GeluTanh Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(z);
        }

        TLane u = z * TLane.FusedMultiplyAdd(z * z, TLane.Of(Cubic, CubicRest), TLane.Of(Linear, LinearRest));
        return TLane.Precision == LanePrecision.Pair ? Logistic.TimesPair(z, Lane.Normal(u)) : Logistic.Times(z, -TLane.Abs(u));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane x = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane cubic = x * x * TLane.Of(Cubic, CubicRest);
        TLane linear = TLane.Of(Linear, LinearRest);
        return Logistic.GateSlope(x * (linear + cubic), x * TLane.FusedMultiplyAdd(cubic, 3.0, linear));
    }

    /// <summary>The two terms of the slope are 0.226 and −0.226 at its zero, x = −0.7525.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(GeluTanh function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Abs(z + 0.75), TLane.Of(0.5), TLane.Of(0.25), slope);

    /// <summary>The exponent in two parts: its rounding in float would be multiplied by its size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Single<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane near = Lane.Clamp(z, -Far, Far);
        TLane square = near * near;
        TLane squareRest = TLane.FusedMultiplyAdd(near, near, -square);
        TLane steepness = TLane.FusedMultiplyAdd(square, Cubic, LinearHead);
        TLane rest = TLane.FusedMultiplyAdd(squareRest, Cubic, TLane.FusedMultiplyAdd(square, Cubic, TLane.Of(LinearHead) - steepness));
        rest = TLane.FusedMultiplyAdd(square, CubicRestSingle, rest) + LinearTail;
        TLane u = near * steepness;
        return Logistic.TimesSingle(z, u, TLane.FusedMultiplyAdd(near, rest, TLane.FusedMultiplyAdd(near, steepness, -u)));
    }
}
