using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x / (1 + |x|).</summary>
/// <remarks>
/// f(±∞) = ±1 (PyTorch gives NaN): infinite inputs are taken as the largest floats. Slope 1/(1 + |x|)².
/// </remarks>
internal readonly record struct Softsign : IActivation<Softsign>
{
    /// <summary>2²⁶: f is 1 − 2⁻²⁶ there and 1 to float.</summary>
    private const double AlmostOne = 1 << 26;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "softsign",
        Aliases = ["soft_sign"],
        Formula = "x/(1 + |x|)",
        SlopeFormula = "1/(1 + |x|)²",
        Source = "Turian, Bergstra and Bengio, Quadratic Features and Deep Architectures for Chunking, NAACL 2009.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("PyTorch", "Softsign", "Gives NaN at ±∞."),
            new("Keras", "softsign"),
            new("JAX", "soft_sign"),
            new("ONNX", "Softsign"),
        ],
        Range = new(-1, 1),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where (1 + |x|)² is 100.
        Saturation = new(-9, 9),
        IsSigmoidal = true,
        Gain = CriticalGain.Of(1),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Vanishing gradients, though later than tanh: the slope falls as 1/x².",
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Softsign(x)"),
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
    public static Softsign Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Lane.Clamp(z, float.MinValue, float.MaxValue);
        return finite / (TLane.Abs(finite) + 1.0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardWithExcess<TLane>(Softsign function, TLane z, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        TLane x = Lane.Clamp(z, -AlmostOne, AlmostOne);
        TLane sum = Lane.OneMore(TLane.Abs(x), out TLane lost);
        return Lane.QuotientWithExcess(x, sum, lost, out excess);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane r = TLane.Of(1.0) / Lane.Raise(TLane.Abs(z), 1);
        return r * r;
    }
}
