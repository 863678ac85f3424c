using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x, slope 1: the output of a regression. Exact; −0, infinities and NaN pass through.</summary>
internal readonly record struct Linear : IActivation<Linear>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "linear",
        Aliases = ["identity"],
        Formula = "x",
        SlopeFormula = "1",
        Source = "The identity map.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Identity"),
            new("Keras", "linear"),
            new("JAX", "identity"),
            new("ONNX", "Identity"),
        ],
        Range = Interval.All,
        SlopeRange = new(1, 1),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        KnownFailure = "Layers with nothing else between them collapse into one linear map.",
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(1, "Identity(x)"),
    };

    /// <inheritdoc/>
    public static Linear Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => z;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Lane.KeepNaN(z, TLane.Of(1.0));
}
