using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x ≥ 0, else a·x, where training draws a between lower and upper, and evaluation takes their mean.</summary>
/// <remarks>
/// This is the evaluation form, a = (lower + upper)/2 (of the training, <see cref="ActivationInfo.RandomSlope"/> tells); the mean need not be a float, and is not rounded to one. f(±0) = ±0, f(−∞) = −∞ for a &gt; 0.
/// </remarks>
/// <param name="Lower">Smallest slope for x ≤ 0.</param>
/// <param name="Upper">Largest slope for x ≤ 0.</param>
internal readonly record struct Rrelu(float Lower, float Upper) : IActivation<Rrelu>
{
    private const string LowerName = "lower";
    private const string UpperName = "upper";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(0.125f, 1f / 3);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((LowerName, Lower), (UpperName, Upper));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static Rrelu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[LowerName], arguments[UpperName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Lower, Upper);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Forward(z, Mean<TLane>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Slope(z, Mean<TLane>());

    /// <summary>In double, with what that loses (Knuth): once a call, whatever the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Mean<TLane>()
        where TLane : struct, ILane<TLane>
    {
        double a = 0.5 * Lower;
        double b = 0.5 * Upper;
        double mean = a + b;
        double part = mean - a;
        return TLane.Of(mean, (a - (mean - part)) + (b - part));
    }

    /// <summary>As by default: then one product of floats is all there is to round.</summary>
    private static bool HasFloatMean(float lower, float upper)
    {
        double twice = (double)lower + upper;
        return twice - lower == upper && twice - upper == lower && (float)(0.5 * twice) == 0.5 * twice;
    }

    private static ActivationInfo At(float lower, float upper) => new()
    {
        Name = "rrelu",
        Parameters =
        [
            new(LowerName, 0.125f, Interval.Finite, "smallest slope for x ≤ 0"),
            new(UpperName, 1f / 3, Interval.Finite, "largest slope for x ≤ 0"),
        ],
        RandomSlope = new(Math.Min(lower, upper), Math.Max(lower, upper)),
        Formula = "x for x ≥ 0, else (lower + upper)/2·x",
        SlopeFormula = "1 for x > 0, else (lower + upper)/2",
        Source = "Xu, Wang, Chen and Li, Empirical Evaluation of Rectified Activations in Convolutional Network, 2015.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere = [new("PyTorch", "RReLU", "The same; the slope is drawn in training.")],
        Range = Rectifier.Range(((double)lower + upper) / 2),
        SlopeRange = Rectifier.SlopeRange(((double)lower + upper) / 2),
        IsMonotone = (double)lower + upper >= 0,
        IsStraightBetweenKinks = true,
        ExactInSingle = HasFloatMean(lower, upper),
        Kinks = Rectifier.Kinks(((double)lower + upper) / 2),
        Saturation = Rectifier.Saturation((float)(((double)lower + upper) / 2)),
        IsRectifier = (double)lower + upper == 0,
        Gain = Rectifier.Gain(((double)lower + upper) / 2),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(9, "PRelu(x, Mul(Add({lower}, {upper}), 0.5))"),
    };
}
