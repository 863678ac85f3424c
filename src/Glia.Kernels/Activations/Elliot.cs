using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = ½·x/(1 + |x|) + ½: like sigmoid, without exponentials.</summary>
/// <remarks>
/// With r = ½/(1 + |x|): r on the left, where ½ would cancel, and 1 − r on the right. f(−∞) = 0, f(∞) = 1. Slope ½/(1 + |x|)².
/// </remarks>
internal readonly record struct Elliot : IActivation<Elliot>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "elliot",
        Formula = "x/(1 + |x|)/2 + 1/2",
        SlopeFormula = "1/(2·(1 + |x|)²)",
        Source = "Elliott, A Better Activation Function for Artificial Neural Networks, 1993.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("FANN", "ELLIOT", "Has a steepness."),
            new("Encog", "ActivationElliott", "Has a steepness."),
        ],
        Range = new(0, 1),
        SlopeRange = new(0, 0.5),
        IsMonotone = true,

        // Where (1 + |x|)² is 100.
        Saturation = new(-9, 9),
        IsSigmoidal = true,
        Gain = NormalGain.Of(default(Elliot)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        KnownFailure = "Vanishing gradients, though later than sigmoid: the slope falls as 1/x².",
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Add(Mul(Softsign(x), 0.5), 0.5)"),
    };

    /// <summary>The square doubles the error of 1 + |x|.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool KnowsForwardExcess => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public static Elliot Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane r = TLane.Of(0.5) / (TLane.Abs(z) + 1.0);
        return TLane.WhereLess(z, TLane.Of(0.0), r, TLane.Of(1.0) - r);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardWithExcess<TLane>(Elliot function, TLane z, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        TLane sum = Lane.OneMore(TLane.Abs(z), out TLane lost);
        TLane left = Lane.QuotientWithExcess(TLane.Of(0.5), sum, lost, out TLane leftExcess);
        TLane right = TLane.Of(1.0) - left;
        TLane rightExcess = left - (TLane.Of(1.0) - right) - leftExcess;
        TLane zero = TLane.Of(0.0);
        excess = TLane.WhereLess(z, zero, leftExcess, rightExcess);
        return TLane.WhereLess(z, zero, left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane r = TLane.Of(0.5) / Lane.Raise(TLane.Abs(z), 1);
        return Lane.Twice(r * r);
    }
}
