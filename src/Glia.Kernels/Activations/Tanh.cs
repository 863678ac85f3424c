using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = tanh x.</summary>
/// <remarks>
/// With m = e^(2|x|) − 1: tanh |x| = m / (m + 2), and the sign is copied, so −0 and the smallest subnormals come back as they are.
/// Slope sech² x = 4e / (1 + e)² with e = e^(−2|x|): 1 − tanh² would cancel where saturated.
/// </remarks>
internal readonly record struct Tanh : IActivation<Tanh>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "tanh",
        Formula = "tanh(x)",
        SlopeFormula = "1 - tanh(x)²",
        Source = "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("PyTorch", "Tanh"),
            new("Keras", "tanh"),
            new("JAX", "tanh"),
            new("ONNX", "Tanh"),
        ],
        Range = new(-1, 1),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where the slope is 0.01: ±arcosh 10.
        Saturation = new(-2.993222846126381, 2.993222846126381),
        IsSigmoidal = true,
        Gain = CriticalGain.Of(1),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Vanishing gradients where units saturate: beyond |x| = 3 the slope is below 1/100.",
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Tanh(x)"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static Tanh Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => HyperbolicTangent.Of(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Abs(z);
        TLane fourfold = Exp.Times(TLane.Of(4.0), -(a + a), TLane.Of(0.0));
        return Logistic.Slope(fourfold, fourfold * 0.25);
    }
}
