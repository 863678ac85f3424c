using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>What the functions made of two straight halves share: x for x ≥ 0, else a·x.</summary>
internal static class Rectifier
{
    /// <summary>The least x that the slope is taken times: a slope of 0 gives −0 also at −∞, where the product would be NaN.</summary>
    /// <param name="a">The slope on the left.</param>
    /// <returns>−∞, or a number.</returns>
    public static float Lowest(float a) => a == 0 ? float.MinValue : float.NegativeInfinity;

    /// <summary>The value, with <see cref="Lowest"/> known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Forward<TLane>(TLane z, float a, float lowest)
        where TLane : struct, ILane<TLane> =>
        TLane.WhereLess(z, TLane.Of(0.0), TLane.Of(a) * TLane.AtLeast(z, TLane.Of(lowest)), z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Forward<TLane>(TLane z, TLane a)
        where TLane : struct, ILane<TLane>
    {
        // A slope of 0 gives −0 also at −∞, where the product would be NaN.
        TLane zero = TLane.Of(0.0);
        TLane left = TLane.WhereEqual(a, zero, -a, a * z);
        return TLane.WhereLess(z, zero, left, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Slope<TLane>(TLane z, TLane a)
        where TLane : struct, ILane<TLane> =>
        Lane.KeepNaN(z, TLane.WhereLess(TLane.Of(0.0), z, TLane.Of(1.0), a));

    public static Interval Range(double a) => a > 0 ? Interval.All : Interval.NotNegative;

    public static Interval SlopeRange(double a) => new(Math.Min(a, 1), Math.Max(a, 1));

    public static IReadOnlyList<Kink> Kinks(double a) =>
        a == 1 ? [] : [new(0, a, "The left side, as PyTorch.")];

    /// <summary>Compared as floats: the customary 0.01 is 1 % itself, not below it.</summary>
    /// <param name="a">The slope on the left.</param>
    /// <returns>The half where the slope is at least 1 % of its largest, or null.</returns>
    public static Interval? Saturation(float a) =>
        MathF.Abs(a) < 0.01f ? Interval.NotNegative
        : MathF.Abs(a) > 100f ? new Interval(double.NegativeInfinity, 0)
        : null;

    /// <summary>He et al. 2015: √(2 / (1 + a²)) keeps the size of signals through rectifiers of negative slope a.</summary>
    /// <param name="a">The slope on the left.</param>
    /// <returns>The gain.</returns>
    public static double Gain(double a) => Math.Sqrt(2 / (1 + (a * a)));
}
