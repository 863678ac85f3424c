using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x ≥ 0, else a·x with a learned: one a for the layer, or one for each unit.</summary>
/// <remarks>
/// ∂y/∂a = min(x, 0). The start 0.25 is the paper's and PyTorch's (Keras starts from 0); a takes no weight decay, which
/// would push it back to relu.
/// </remarks>
/// <param name="NegativeSlope">The slope for x ≤ 0 that learning starts from.</param>
/// <param name="Learned">What is learned.</param>
internal readonly record struct Prelu(float NegativeSlope, LearnedPer Learned) : ILearnedActivation<Prelu>
{
    private const string SlopeName = "slope";

    private readonly float _lowest = Rectifier.Lowest(NegativeSlope);

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(0.25f);

    /// <inheritdoc/>
    public float LearnedStart => NegativeSlope;

    /// <inheritdoc/>
    public ActivationArguments Arguments => new(Learned, (SlopeName, NegativeSlope));

    /// <inheritdoc/>
    public static Prelu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[SlopeName], arguments.Learned);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(NegativeSlope);

    /// <inheritdoc/>
    public Prelu With(float p) => new(p, Learned);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Forward(z, NegativeSlope, _lowest);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Slope(z, TLane.Of(NegativeSlope));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => Rectifier.Forward(z, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane> => Rectifier.Slope(z, p);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane ParameterSlope<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        return TLane.WhereLess(zero, z, zero, z);
    }

    private static ActivationInfo At(float slope) => new()
    {
        Name = "prelu",
        Parameters = [new(SlopeName, 0.25f, Interval.Finite, "slope for x ≤ 0, where learning starts")],
        LearnedParameter = SlopeName,
        LearnedByDefault = LearnedPer.Layer,
        Formula = "x for x ≥ 0, else slope·x",
        SlopeFormula = "1 for x > 0, else slope",
        Source = "He, Zhang, Ren and Sun, Delving Deep into Rectifiers, ICCV 2015.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "PReLU"),
            new("Keras", "PReLU", "Starts from 0, and learns one slope for each element of the input unless axes are shared."),
            new("ONNX", "PRelu", "The slope is an input: there is no start."),
        ],
        Range = Rectifier.Range(slope),
        SlopeRange = Rectifier.SlopeRange(slope),
        IsMonotone = slope >= 0,
        IsStraightBetweenKinks = true,
        Kinks = Rectifier.Kinks(slope),
        Saturation = Rectifier.Saturation(slope),
        IsRectifier = slope == 0,
        Gain = Rectifier.Gain(slope),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Learned slopes may overfit small tables.",
        Accuracy = "Correctly rounded.",
        ExactInSingle = true,
        Onnx = new(9, "PRelu(x, {slope})"),
    };
}
