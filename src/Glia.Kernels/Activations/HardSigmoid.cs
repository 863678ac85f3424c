using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x/w + β, limited to [0, 1].</summary>
/// <remarks>
/// Stated by the width w of the climb, because its slope 1/6 is no float but 6 is one: the default is exactly x/6 + 1/2. w = 5 is the dialect of Keras 2 and of
/// ONNX's defaults, 0.2·x + 0.5. Computed as (x + β·w)/w, which is exact up to the division where terms cancel. Slope 1/w strictly inside, else 0.
/// </remarks>
/// <param name="Width">How far x goes while y climbs from 0 to 1.</param>
/// <param name="Beta">The value at 0.</param>
internal readonly record struct HardSigmoid(float Width, float Beta) : IActivation<HardSigmoid>
{
    private const string WidthName = "width";
    private const string BetaName = "beta";

    private readonly float _half = Width / 2;
    private readonly float _inverse = 1 / Width;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(6, 0.5f);

    /// <summary>Float lanes serve where they are exact (<see cref="IsPlain"/>), and only there.</summary>
    public static bool FastForward => false;

    /// <summary>The upper end of the climb, (1 − β)·w, need not be a float.</summary>
    public static bool FastSlope => false;

    /// <summary>Whether the quotient can be had in float, correctly rounded: β·w is a float, and w serves.</summary>
    private bool IsPlain => Beta == 0.5f && Lane.HasPlainInverse(Width);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((WidthName, Width), (BetaName, Beta));

    /// <inheritdoc/>
    public static HardSigmoid Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[WidthName], arguments[BetaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Width, Beta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane width = TLane.Of(Width);
        if (TLane.Precision == LanePrecision.Single)
        {
            // The smaller is added to the larger, and so the rest is what rounding lost.
            TLane half = TLane.Of(_half);
            TLane within = TLane.AtMost(TLane.AtLeast(z, -half), half);
            TLane sum = within + half;
            return Lane.RoundedQuotient(sum, within - (sum - half), width, TLane.Of(_inverse));
        }

        TLane zero = TLane.Of(0.0);
        TLane risen = TLane.FusedMultiplyAdd(TLane.Of(Beta), width, z);
        TLane climbing = TLane.WhereLess(risen, width, risen / width, TLane.Of(1.0));
        return Lane.KeepNaN(z, TLane.WhereLess(zero, risen, climbing, zero));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane width = TLane.Of(Width);
        TLane beta = TLane.Of(Beta);
        TLane zero = TLane.Of(0.0);
        TLane steepness = TLane.Precision == LanePrecision.Wide ? TLane.Of(1.0) / width : TLane.Of(1.0 / Width);
        TLane below = TLane.WhereLess(z, TLane.FusedSubtract(beta, width, width), steepness, zero);
        return Lane.KeepNaN(z, TLane.WhereLess(zero, TLane.FusedMultiplyAdd(beta, width, z), below, zero));
    }

    /// <inheritdoc/>
    public static bool IsForwardExactInSingle(HardSigmoid function) => function.IsPlain;

    /// <summary>Both ends are floats.</summary>
    /// <inheritdoc/>
    public static bool IsSlopeExactInSingle(HardSigmoid function) => function.IsPlain;

    /// <summary>
    /// At β = 1/2 every third quotient is a binary fraction, many of them half-way between floats. Then no check is needed: (x + w/2)/w and such a
    /// fraction are equal or at least 2⁻⁵⁰ apart, so that rounding to double first does not mislead.
    /// </summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(HardSigmoid function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => function.Beta == 0.5f ? TLane.Of(0.0) : y;

    private static ActivationInfo At(float width, float beta) => new()
    {
        Name = "hard_sigmoid",
        Parameters =
        [
            new(WidthName, 6, Interval.Positive, "how far x goes while y climbs from 0 to 1"),
            new(BetaName, 0.5f, Interval.Finite, "the value at 0"),
        ],
        Formula = "clamp(x/width + beta, 0, 1)",
        SlopeFormula = "1/width for -beta·width < x < (1 - beta)·width, else 0",
        Source = "Courbariaux, Bengio and David, BinaryConnect, NIPS 2015; with width 6: Howard et al., Searching for MobileNetV3, ICCV 2019.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Hardsigmoid"),
            new("Keras", "hard_sigmoid", "The width is 5 in Keras 2."),
            new("JAX", "hard_sigmoid"),
            new("ONNX", "HardSigmoid", "Its alpha is 1/width, 0.2 by default."),
        ],
        Range = new(0, 1),
        SlopeRange = new(0, 1.0 / width),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Kinks =
        [
            new(-(double)beta * width, 0, "As PyTorch: a unit at its bound stays there."),
            new((1 - (double)beta) * width, 0, "As PyTorch: a unit at its bound stays there."),
        ],
        Saturation = new(-(double)beta * width, (1 - (double)beta) * width),
        IsRectifier = beta <= 0,
        IsSigmoidal = true,
        Gain = NormalGain.Of(new HardSigmoid(width, beta)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "A unit beyond its bounds for all data has slope 0 and never moves again.",
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Max(Min(Add(Div(x, {width}), {beta}), 1.0), 0.0)"),
    };
}
