using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = max(x, 0)².</summary>
/// <remarks>
/// f(∞) = ∞, and from 1.8e19 on the float is infinite. Slope 2·max(x, 0). In float lanes the value is one rounded product, the slope exact.
/// </remarks>
internal readonly record struct ReluSquared : IActivation<ReluSquared>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "relu_squared",
        Aliases = ["squared_relu"],
        Formula = "max(x, 0)²",
        SlopeFormula = "2·max(x, 0)",
        Source = "So et al., Primer: Searching for Efficient Transformers for Language Modeling, NeurIPS 2021.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere = [],
        Range = Interval.NotNegative,
        SlopeRange = Interval.NotNegative,
        IsMonotone = true,

        // Where the slope is 0.01: it grows without bound.
        Saturation = new(0.005, double.PositiveInfinity),
        IsRectifier = true,

        // E[max(z, 0)⁴] = 3/2 for a standard normal z.
        Gain = 0.81649658092772603,
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying, as relu; and it squares large signals, so that deep networks explode without normalisation.",
        Accuracy = "Correctly rounded.",
        ExactInSingle = true,
        Onnx = new(12, "Pow(Relu(x), 2.0)"),
    };

    /// <inheritdoc/>
    public static ReluSquared Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane positive = TLane.WhereLess(z, zero, zero, z);
        return positive * positive;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane positive = TLane.WhereLess(z, zero, zero, z);
        return positive + positive;
    }
}
