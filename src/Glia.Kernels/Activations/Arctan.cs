using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = arctan x, from −π/2 to π/2.</summary>
/// <remarks>
/// Saturates more slowly than others of its kind: the slope 1/(1 + x²) falls off as a power. f(±∞) = ±π/2.
/// </remarks>
internal readonly record struct Arctan : IActivation<Arctan>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "arctan",
        Aliases = ["atan"],
        Formula = "atan(x)",
        SlopeFormula = "1/(1 + x²)",
        Source = "Kamruzzaman and Aziz, A Note on Activation Function in Multilayer Feedforward Learning, IJCNN 2002.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [new("ONNX", "Atan"), new("PyTorch", "atan", "A function, not a layer.")],

        // ±π/2
        Range = new(-1.5707963267948966, 1.5707963267948966),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where the slope is 0.01: ±√99.
        Saturation = new(-9.9498743710662, 9.9498743710662),
        IsSigmoidal = true,
        Gain = CriticalGain.Of(1),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Onnx = new(7, "Atan(x)"),
        Accuracy = "Correctly rounded.",
    };

    /// <summary>Gets a value indicating that the square of a large float is none.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public static Arctan Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Atan.Of(z);

    /// <summary>What pairs of floats may be off by is four times what it is elsewhere.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(Arctan function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? TLane.Of(4.0) * y : y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.Of(1.0) / TLane.FusedMultiplyAdd(z, z, 1.0);
}
