using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x &gt; θ, else a constant, by default 0.</summary>
/// <remarks>
/// f(−∞) = value, f(∞) = ∞. Slope 1 for x &gt; θ, else 0: of the jump at θ no slope knows.
/// </remarks>
/// <param name="Theta">Where x begins to pass.</param>
/// <param name="Value">The value up to there.</param>
internal readonly record struct ThresholdedRelu(float Theta, float Value) : IActivation<ThresholdedRelu>
{
    private const string ThetaName = "theta";
    private const string ValueName = "value";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1, 0);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((ThetaName, Theta), (ValueName, Value));

    /// <inheritdoc/>
    public static ThresholdedRelu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[ThetaName], arguments[ValueName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Theta, Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Lane.KeepNaN(z, TLane.WhereLess(TLane.Of(Theta), z, z, TLane.Of(Value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Lane.KeepNaN(z, TLane.WhereLess(TLane.Of(Theta), z, TLane.Of(1.0), TLane.Of(0.0)));

    private static ActivationInfo At(float theta, float value) => new()
    {
        Name = "thresholded_relu",
        Aliases = ["threshold"],
        Parameters =
        [
            new(ThetaName, 1, Interval.Finite, "where x begins to pass"),
            new(ValueName, 0, Interval.Finite, "the value up to there"),
        ],
        Formula = "x for x > theta, else value",
        SlopeFormula = "1 for x > theta, else 0",
        Source = "Konda, Memisevic and Krueger, Zero-Bias Autoencoders and the Benefits of Co-Adapting Features, ICLR 2015.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Threshold", "Has no defaults."),
            new("Keras", "threshold", "Has no defaults."),
            new("ONNX", "ThresholdedRelu", "The value is always 0; theta is called alpha."),
        ],
        Range = new(Math.Min(theta, value), double.PositiveInfinity),
        SlopeRange = new(0, 1),
        IsMonotone = value <= theta,
        HasJumps = value != theta,
        Kinks = [new(theta, 0, "The left side, as PyTorch.")],
        Saturation = new(theta, double.PositiveInfinity),
        IsRectifier = theta >= 0 && value == 0,
        Gain = NormalGain.Of(new ThresholdedRelu(theta, value)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying, as relu: a unit whose pre-activation is below theta for all data has slope 0 and never moves again.",
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(12, "Where(LessOrEqual(x, {theta}), {value}, x)"),
    };
}
