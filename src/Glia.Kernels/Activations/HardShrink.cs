using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for |x| &gt; λ, else 0.</summary>
/// <remarks>
/// f(−0) = −0. Slope 1 for |x| &gt; λ, else 0: of the jumps at ±λ no slope knows.
/// </remarks>
/// <param name="Lambda">Up to which size x is taken for 0.</param>
internal readonly record struct HardShrink(float Lambda) : IActivation<HardShrink>
{
    private const string LambdaName = "lambda";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(0.5f);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((LambdaName, Lambda));

    /// <inheritdoc/>
    public static HardShrink Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[LambdaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Lambda);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane inner = TLane.WhereEqual(z, zero, z, zero);
        return Lane.KeepNaN(z, TLane.WhereLess(TLane.Of(Lambda), TLane.Abs(z), z, inner));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        // Without a threshold it is the identity, also at 0.
        TLane inner = TLane.Of(Lambda == 0 ? 1.0 : 0.0);
        TLane slope = TLane.WhereLess(TLane.Of(Lambda), TLane.Abs(z), TLane.Of(1.0), inner);
        return Lane.KeepNaN(z, slope);
    }

    private static ActivationInfo At(float lambda) => new()
    {
        Name = "hard_shrink",
        Parameters = [new(LambdaName, 0.5f, new(0, float.MaxValue), "up to which size x is taken for 0")],
        Formula = "x for |x| > lambda, else 0",
        SlopeFormula = "1 for |x| > lambda, else 0",
        Source = "Donoho and Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, Biometrika 1994.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Hardshrink"),
            new("Keras", "hard_shrink"),
            new("ONNX", "Shrink", "With bias 0; lambda is called lambd."),
        ],
        Range = Interval.All,
        SlopeRange = lambda == 0 ? new(1, 1) : new(0, 1),
        IsMonotone = true,
        HasJumps = lambda != 0,
        Kinks = lambda == 0 ? [] : [new(-lambda, 0, "The inner side, as PyTorch."), new(lambda, 0, "The inner side, as PyTorch.")],
        Gain = NormalGain.Of(new HardShrink(lambda)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Exact.",
        ExactInSingle = true,
        Onnx = new(12, "Where(LessOrEqual(Abs(x), {lambda}), 0.0, x)"),
    };
}
