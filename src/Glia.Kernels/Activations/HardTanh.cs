using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x, but at least low and at most high.</summary>
/// <remarks>
/// f(−∞) = low, f(∞) = high. Slope 1 strictly between the bounds, else 0 (JAX takes 1 at the bounds).
/// </remarks>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
internal readonly record struct HardTanh(float Low, float High) : IActivation<HardTanh>
{
    private const string LowName = "low";
    private const string HighName = "high";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(-1, 1);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((LowName, Low), (HighName, High));

    /// <inheritdoc/>
    public static HardTanh Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[LowName], arguments[HighName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Low, High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane low = TLane.Of(Low);
        TLane high = TLane.Of(High);
        return TLane.WhereLess(z, low, low, TLane.WhereLess(high, z, high, z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane below = TLane.WhereLess(z, TLane.Of(High), TLane.Of(1.0), zero);
        return Lane.KeepNaN(z, TLane.WhereLess(TLane.Of(Low), z, below, zero));
    }

    private static ActivationInfo At(float low, float high) => new()
    {
        Name = "hard_tanh",
        Parameters =
        [
            new(LowName, -1, new(float.MinValue, 0), "the smallest value"),
            new(HighName, 1, Interval.Positive, "the largest value"),
        ],
        Formula = "clamp(x, low, high)",
        SlopeFormula = "1 for low < x < high, else 0",
        Source = "Collobert, Large Scale Machine Learning, 2004.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Hardtanh"),
            new("Keras", "hard_tanh", "The bounds are always -1 and 1."),
            new("JAX", "hard_tanh", "The bounds are always -1 and 1; the slope taken at them is 1."),
            new("ONNX", "Clip", "Takes both bounds as inputs."),
        ],
        Range = new(low, high),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Kinks =
        [
            new(low, 0, "As PyTorch: a unit at its bound stays there."),
            new(high, 0, "As PyTorch: a unit at its bound stays there."),
        ],
        Saturation = new(low, high),
        IsRectifier = low == 0,
        IsSigmoidal = true,
        Gain = low < 0 && high > 0 ? CriticalGain.Of(1) : NormalGain.Of(new HardTanh(low, high)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "A unit beyond its bounds for all data has slope 0 and never moves again.",
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(6, "Max(Min(x, {high}), {low})"),
    };
}
