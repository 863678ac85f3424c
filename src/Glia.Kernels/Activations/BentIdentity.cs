using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = (√(x² + 1) − 1)/2 + x: steeper on the right than on the left.</summary>
/// <remarks>
/// As x²/(2(√(x² + 1) + 1)) + x: √(x² + 1) − 1 would cancel near 0. f(−0) = −0, f(±∞) = ±∞. Slope x/(2√(x² + 1)) + 1, from 1/2 to 3/2.
/// </remarks>
internal readonly record struct BentIdentity : IActivation<BentIdentity>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "bent_identity",
        Formula = "(√(x² + 1) - 1)/2 + x",
        SlopeFormula = "x/(2·√(x² + 1)) + 1",
        Source = "Folklore; in surveys since about 2016.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [],
        Range = Interval.All,
        SlopeRange = new(0.5, 1.5),
        IsMonotone = true,
        Gain = NormalGain.Of(default(BentIdentity)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Add(Mul(Sub(Sqrt(Add(Mul(x, x), 1.0)), 1.0), 0.5), x)"),
    };

    /// <summary>The square overflows in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public static BentIdentity Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(z);
        }

        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane one = TLane.Of(1.0);
        TLane square = x * x;
        TLane root = TLane.Sqrt(square + one);
        TLane y = (square / (root + root + 2.0)) + z;
        return TLane.WhereEqual(z, TLane.Of(0.0), z, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane x = TLane.Precision == LanePrecision.Pair ? z : Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane one = TLane.Of(1.0);
        TLane root = TLane.Sqrt(TLane.FusedMultiplyAdd(x, x, one));
        return (x / (root + root)) + one;
    }

    /// <summary>In float x + |x|/2·q with q = |x|/(√(x² + 1) + 1), which beyond 2³⁰ is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Single<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane a = TLane.Abs(z);
        TLane near = TLane.AtMost(a, TLane.Of(1 << 30));
        TLane root = TLane.Sqrt(TLane.FusedMultiplyAdd(near, near, one));
        TLane sum = root + one;
        TLane quotient = Lane.Quotient(near, sum, one - (sum - root));
        TLane y = TLane.FusedMultiplyAdd(TLane.Of(0.5) * TLane.AtMost(a, float.MaxValue), quotient, z);
        return TLane.WhereEqual(z, TLane.Of(0.0), z, y);
    }
}
