using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = 0 up to −1, x from 1 on, and the parabola (x + 1)²/4 between.</summary>
/// <remarks>
/// Smooth in value and slope. Slope 0, (x + 1)/2, 1. f(−∞) = 0, f(∞) = ∞.
/// </remarks>
internal readonly record struct SparsePlus : IActivation<SparsePlus>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "sparse_plus",
        Formula = "0 for x ≤ -1, x for x ≥ 1, else (x + 1)²/4",
        SlopeFormula = "clamp((x + 1)/2, 0, 1)",
        Source = "Martins and Astudillo, From Softmax to Sparsemax, ICML 2016: the integral of its two-class form.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("Keras", "sparse_plus"),
            new("JAX", "sparse_plus"),
        ],
        Range = Interval.NotNegative,
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where the slope is 0.01.
        Saturation = new(-0.98, double.PositiveInfinity),
        Gain = NormalGain.Of(default(SparsePlus)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying: a unit whose pre-activation is below -1 for all data has slope 0 and never moves again.",
        Accuracy = "Correctly rounded.",
        Onnx = new(9, "Where(Less(x, 1.0), Mul(Mul(Max(Add(x, 1.0), 0.0), Max(Add(x, 1.0), 0.0)), 0.25), x)"),
    };

    /// <inheritdoc/>
    public static bool KnowsForwardExcess => true;

    /// <inheritdoc/>
    public static SparsePlus Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane risen = TLane.WhereLess(z, -one, TLane.Of(0.0), z + one);
        return TLane.WhereLess(z, one, risen * risen * 0.25, z);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane risen = TLane.WhereLess(z, -one, TLane.Of(0.0), (z + one) * 0.5);
        return TLane.WhereLess(one, z, one, risen);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardWithExcess<TLane>(SparsePlus function, TLane z, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        // (sum + lost)²/4 without lost²/4: that is below 2⁻⁵².
        TLane one = TLane.Of(1.0);
        TLane x = TLane.AtLeast(z, -1.0);
        TLane sum = x + one;
        TLane lost = x - (sum - one);
        TLane half = sum * 0.5;
        TLane square = half * half;
        TLane tooMuch = TLane.FusedSubtract(half, lost, TLane.FusedSubtract(half, half, square));
        excess = TLane.WhereLess(z, one, tooMuch, TLane.Of(0.0));
        return TLane.WhereLess(z, one, square, z);
    }

    /// <summary>The sum is rounded, and halving it is exact.</summary>
    /// <inheritdoc/>
    public static bool IsSlopeExactInSingle(SparsePlus function) => true;

    /// <summary>
    /// Of the values (x + 1)/2 many are half-way between floats. No check is needed: where x + 1 is not exact in double, it is too close to 1 for a mistake.
    /// </summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(SparsePlus function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> => TLane.Of(0.0);
}
