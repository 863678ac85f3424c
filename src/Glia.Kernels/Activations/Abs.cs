using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = |x|.</summary>
/// <remarks>
/// f(±0) = 0, f(±∞) = ∞. Slope −1, 0 or 1, the sign of x.
/// </remarks>
internal readonly record struct Abs : IActivation<Abs>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "abs",
        Formula = "|x|",
        SlopeFormula = "sign(x)",
        Source = "As a rectifying layer: Jarrett, Kavukcuoglu, Ranzato and LeCun, What is the Best Multi-Stage Architecture for Object Recognition?, ICCV 2009.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "abs"),
            new("Keras", "abs"),
            new("JAX", "abs"),
            new("ONNX", "Abs"),
        ],
        Range = Interval.NotNegative,
        SlopeRange = new(-1, 1),
        IsMonotone = false,
        IsStraightBetweenKinks = true,
        Kinks = [new(0, 0, "Half-way between the sides, as PyTorch.")],
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(6, "Abs(x)"),
    };

    /// <inheritdoc/>
    public static Abs Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.Abs(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane sign = TLane.WhereEqual(z, zero, zero, TLane.CopySign(TLane.Of(1.0), z));
        return Lane.KeepNaN(z, sign);
    }
}
