using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = 1 / (1 + e⁻ˣ): a probability.</summary>
/// <remarks>
/// With e = e^−|x|: e / (1 + e) on the left, 1 / (1 + e) on the right, so that nothing overflows and the lower tail lives down to the smallest
/// subnormal float. Slope σ(x)·σ(−x) = e / (1 + e)²: σ·(1 − σ) would cancel for large x. f(−∞) = 0, f(∞) = 1.
/// </remarks>
internal readonly record struct Sigmoid : IActivation<Sigmoid>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "sigmoid",
        Aliases = ["logistic"],
        Formula = "1 / (1 + exp(-x))",
        SlopeFormula = "sigmoid(x)·sigmoid(-x)",
        Source = "Verhulst, 1838; as an activation: Rumelhart, Hinton and Williams, Nature 1986.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("PyTorch", "Sigmoid"),
            new("Keras", "sigmoid"),
            new("JAX", "sigmoid"),
            new("ONNX", "Sigmoid"),
        ],
        Range = new(0, 1),
        SlopeRange = new(0, 0.25),
        IsMonotone = true,

        // Where the slope is 0.0025: ±ln((1 − s)/s) with s = (1 − √0.99)/2.
        Saturation = new(-5.986445692252692, 5.986445692252692),
        IsSigmoidal = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        KnownFailure = "Vanishing gradients: the slope is at most 1/4, so n layers shrink the signal by at least 4ⁿ.",
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Sigmoid(x)"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Sigmoid Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        if (TLane.Precision == LanePrecision.Single)
        {
            return Logistic.TimesSingle(one, z, TLane.Of(0.0), 0);
        }

        if (TLane.Precision is LanePrecision.Double or LanePrecision.Pair)
        {
            // e^−z neither overflows nor vanishes in double for any float: one formula for both sides.
            return one / Lane.Raise(Exp.Of(-z), 1);
        }

        TLane e = Exp.OfNegative(-TLane.Abs(z));
        return Logistic.Of(TLane.LessThan(z, TLane.Of(0.0)), e);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.OfMagnitude(z);
        if (TLane.Precision == LanePrecision.Pair)
        {
            TLane d = Lane.Raise(e, 1);
            return e / (d * d);
        }

        return Logistic.Slope(e, e);
    }
}
