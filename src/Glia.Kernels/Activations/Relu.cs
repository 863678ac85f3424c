using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = max(x, 0), slope 1 for x &gt; 0, else 0.</summary>
/// <remarks>f(−0) = −0, f(−∞) = 0, f(∞) = ∞; NaN stays NaN, which a plain max may swallow.</remarks>
internal readonly record struct Relu : IActivation<Relu>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "relu",
        Aliases = ["rectifier"],
        Formula = "max(x, 0)",
        SlopeFormula = "1 for x > 0, else 0",
        Source = "Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "ReLU"),
            new("Keras", "relu", "Also takes a negative slope, a largest value and a threshold; without them the same."),
            new("JAX", "relu"),
            new("ONNX", "Relu"),
        ],
        Range = Interval.NotNegative,
        SlopeRange = new(0, 1),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Kinks = [new(0, 0, "As PyTorch and JAX: a unit at rest stays at rest.")],
        Saturation = Interval.NotNegative,
        IsRectifier = true,
        Gain = 1.4142135623730951,
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying: a unit whose pre-activation is negative for all data has slope 0 everywhere and never moves again.",
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(6, "Relu(x)"),
    };

    /// <inheritdoc/>
    public static Relu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.AtLeast(z, 0.0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        return Lane.KeepNaN(z, TLane.WhereLess(zero, z, TLane.Of(1.0), zero));
    }
}
