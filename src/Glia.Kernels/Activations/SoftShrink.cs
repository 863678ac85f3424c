using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x moved towards 0 by λ, and 0 where it would pass it.</summary>
/// <remarks>
/// f(−0) = −0. Slope 1 for |x| &gt; λ, else 0.
/// </remarks>
/// <param name="Lambda">By how much x is moved towards 0.</param>
internal readonly record struct SoftShrink(float Lambda) : IActivation<SoftShrink>
{
    private const string LambdaName = "lambda";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(0.5f);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((LambdaName, Lambda));

    /// <inheritdoc/>
    public static SoftShrink Create(ActivationArguments arguments)
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
        TLane a = TLane.Abs(z);
        TLane lambda = TLane.Of(Lambda);
        TLane zero = TLane.Of(0.0);
        TLane inner = TLane.WhereEqual(z, zero, z, zero);
        return Lane.KeepNaN(z, TLane.WhereLess(lambda, a, TLane.CopySign(a - lambda, z), inner));
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
        Name = "soft_shrink",
        Parameters = [new(LambdaName, 0.5f, new(0, float.MaxValue), "by how much x is moved towards 0")],
        Formula = "x - lambda for x > lambda, x + lambda for x < -lambda, else 0",
        SlopeFormula = "1 for |x| > lambda, else 0",
        Source = "Donoho, De-noising by Soft-Thresholding, IEEE Transactions on Information Theory 1995.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Softshrink"),
            new("Keras", "soft_shrink"),
            new("ONNX", "Shrink", "With bias equal to lambd."),
        ],
        Range = Interval.All,
        SlopeRange = lambda == 0 ? new(1, 1) : new(0, 1),
        IsMonotone = true,
        IsStraightBetweenKinks = true,
        Kinks = lambda == 0 ? [] : [new(-lambda, 0, "The inner side, as PyTorch."), new(lambda, 0, "The inner side, as PyTorch.")],
        Gain = NormalGain.Of(new SoftShrink(lambda)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        ExactInSingle = true,
        Onnx = new(7, "Sub(x, Max(Min(x, {lambda}), Neg({lambda})))"),
    };
}
