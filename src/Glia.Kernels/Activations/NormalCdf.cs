using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = Φ(x), the distribution of a standard normal variable: a probability.</summary>
/// <remarks>The lower tail lives down to the smallest subnormal float, at −14.1; ½(1 + erf(x/√2)) would cancel there. Slope φ(x). f(−∞) = 0, f(∞) = 1.</remarks>
internal readonly record struct NormalCdf : IActivation<NormalCdf>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "normal_cdf",
        Aliases = ["probit"],
        Formula = "normal_cdf(x)",
        SlopeFormula = "normal_pdf(x)",
        Source = "Bliss, The Method of Probits, Science 1934.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [],
        Range = new(0, 1),

        // φ(0) = 1/√(2π)
        SlopeRange = new(0, Normal.Peak),
        IsMonotone = true,

        // Where the slope is φ(0)/100: ±√(2·ln 100).
        Saturation = new(-3.0348542587702925, 3.0348542587702925),
        IsSigmoidal = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        KnownFailure = "Vanishing gradients: the slope is at most 0.4 and falls off like the normal density.",
        Accuracy = "Correctly rounded.",
        Onnx = new(13, "Mul(Add(Erf(Mul(x, 0.70710678)), 1.0), 0.5)"),
    };

    /// <inheritdoc/>
    public static NormalCdf Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Normal.Distribution(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Normal.Density(z);
}
