using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x·Φ(x), Φ the normal distribution: x, times the probability that a normal value is smaller.</summary>
/// <remarks>
/// Φ through its own tail: ½(1 + erf(x/√2)) cancels on the left, where others are 17 % off at −5 and 0 from −5.6 on, and the float lives to −14.2.
/// Slope Φ(x) + x·φ(x). The limit at −∞ is −0: infinite inputs are taken as the largest floats where Φ goes to 0.
/// </remarks>
internal readonly record struct Gelu : IActivation<Gelu>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "gelu",
        Formula = "x·normal_cdf(x)",
        SlopeFormula = "normal_cdf(x) + x·normal_pdf(x)",
        Source = "Hendrycks and Gimpel, Gaussian Error Linear Units, 2016.",
        Family = ActivationFamily.Gated,
        Elsewhere =
        [
            new("PyTorch", "GELU", "Loses the left tail: 17 % off at −5, 0 from −5.6 on; NaN at ±∞."),
            new("Keras", "gelu", "Loses the left tail."),
            new("JAX", "gelu", "Is the approximation by tanh unless approximate=False."),
            new("ONNX", "Gelu", "From opset 20."),
        ],

        // The minimum lies at x = −0.7518, the slope's extremes at ±√2: Φ(√2) + √2·φ(√2) and 1 less that.
        Range = new(-0.16997120747990366, double.PositiveInfinity),
        SlopeRange = new(-0.12890414518515478, 1.1289041451851547),
        IsMonotone = false,

        // Where the slope is −0.01129.
        Saturation = new(-3.021662634098404, double.PositiveInfinity),
        Gain = NormalGain.Of(default(Gelu)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        // Near its zero the slope is what two terms of 0.226 leave: of all floats 79 are more than half an ulp off.
        FastUlps = 5,
        Accuracy = "Correctly rounded.",
        Onnx = new(13, "Mul(Mul(x, Add(Erf(Div(x, 1.4142135)), 1.0)), 0.5)"),
    };

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static Gelu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Normal.TimesDistribution(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Lane.Clamp(z, float.MinValue, float.MaxValue);
        if (TLane.Precision == LanePrecision.Wide)
        {
            TLane near = TLane.AtLeast(finite, -Normal.Highest);
            return Normal.Wide(near, TLane.Of(1.0), near * TLane.Of(Normal.Peak, Normal.PeakRest));
        }

        TLane probability = Normal.Distribution(finite, out TLane bell);
        return TLane.FusedMultiplyAdd(finite * TLane.Of(Normal.Peak, Normal.PeakRest), bell, probability);
    }

    /// <summary>The two terms of the slope are 0.226 and −0.226 at its zero, x = −0.7518.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(Gelu function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(TLane.Abs(z + 0.75), TLane.Of(0.5), TLane.Of(0.25), slope);
}
