using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = max(x, 0), but at most a cap; with cap 6 known as ReLU6.</summary>
/// <remarks>
/// f(−0) = −0, f(−∞) = 0, f(∞) = cap. Slope 1 strictly between 0 and the cap, else 0. The cap keeps values in the range of low-precision arithmetic.
/// </remarks>
/// <param name="Cap">The largest value.</param>
internal readonly record struct CappedRelu(float Cap) : IActivation<CappedRelu>
{
    private const string CapName = "cap";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(6);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((CapName, Cap));

    /// <inheritdoc/>
    public static CappedRelu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[CapName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Cap);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane cap = TLane.Of(Cap);
        return TLane.WhereLess(z, zero, zero, TLane.WhereLess(cap, z, cap, z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane below = TLane.WhereLess(z, TLane.Of(Cap), TLane.Of(1.0), zero);
        return Lane.KeepNaN(z, TLane.WhereLess(zero, z, below, zero));
    }

    private static ActivationInfo At(float cap) => new()
    {
        Name = "capped_relu",
        Aliases = ["relu6"],
        Parameters = [new(CapName, 6, Interval.Positive, "the largest value")],
        Formula = "clamp(x, 0, cap)",
        SlopeFormula = "1 for 0 < x < cap, else 0",
        Source = "Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "ReLU6", "The cap is always 6."),
            new("Keras", "relu6", "The cap is always 6; the function relu takes any as max_value."),
            new("JAX", "relu6", "The cap is always 6."),
            new("ONNX", "Clip", "Takes both bounds as inputs."),
        ],
        Range = new(0, cap),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Kinks =
        [
            new(0, 0, "As relu: a unit at rest stays at rest."),
            new(cap, 0, "As PyTorch and JAX: a unit at its cap stays there."),
        ],
        Saturation = new(0, cap),
        IsRectifier = true,
        IsSigmoidal = true,
        Gain = NormalGain.Of(new CappedRelu(cap)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying, as relu; and a unit above its cap for all data does not learn either.",
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(6, "Min(Relu(x), {cap})"),
    };
}
