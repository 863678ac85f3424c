using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The hyperbolic tangent in lanes of any precision, with small relative error also near 0.</summary>
/// <remarks>
/// With m = e^(2|x|) − 1: tanh |x| = m/(m + 2). In float, with h = m/2 and b the smaller of h and 1, as b − b·(b/(h + 1)): the less of the quotient, the
/// less of its errors; 1.8 ulp.
/// </remarks>
internal static class HyperbolicTangent
{
    /// <summary>1 − tanh 10 = 4e-9 is nothing beside 1 in float.</summary>
    private const double HighestSingle = 10;

    /// <summary>tanh x; −0 and NaN stay.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>tanh x, from −1 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Pair)
        {
            TLane p = Expm1.Of(Lane.Twice(x));
            return p / Lane.Raise(p, 2);
        }

        return TLane.CopySign(OfPositive(TLane.Abs(x)), x);
    }

    /// <summary>tanh a.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">Not negative, or NaN.</param>
    /// <returns>tanh a, from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfPositive<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            TLane limited = TLane.AtMost(a, TLane.Of(HighestSingle));
            TLane h = HalfGrowth(limited + limited, TLane.Of(0.0));
            TLane b = TLane.AtMost(h, TLane.Of(1.0));
            return TLane.FusedMultiplyAdd(-b, b / (h + TLane.Of(1.0)), b);
        }

        TLane m = Expm1.Of(a + a);
        return m / (m + TLane.Of(2.0));
    }

    /// <summary>f·tanh(p·a/2), the product without rounding in float.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="f">The factor.</param>
    /// <param name="p">The steepness, not negative.</param>
    /// <param name="a">Not negative, or NaN.</param>
    /// <returns>f·tanh(p·a/2).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesOfProduct<TLane>(TLane f, TLane p, TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane product = p * a;
        if (TLane.Precision != LanePrecision.Single)
        {
            TLane m = Expm1.Of(product);
            return f * (m / Lane.Raise(m, 2));
        }

        TLane one = TLane.Of(1.0);
        TLane limited = TLane.AtMost(product, TLane.Of(2 * HighestSingle));
        TLane rest = TLane.Select(TLane.Equal(limited, product), TLane.FusedMultiplyAdd(p, a, -product), TLane.Of(0.0));
        TLane h = HalfGrowth(limited, rest);
        TLane sum = h + one;

        TLane inverse = one / sum;
        TLane quotient = h * inverse;

        // What the roundings of the quotient and the sum left; of the sum, taking away the larger term is exact.
        TLane sumRest = TLane.Select(TLane.LessThan(h, one), h - (sum - one), one - (sum - h));
        TLane left = TLane.FusedMultiplyAdd(-sumRest, quotient, TLane.FusedMultiplyAdd(-sum, quotient, h));
        return TLane.FusedMultiplyAdd(f, quotient, f * (left * inverse));
    }

    /// <summary>(e^(x + rest) − 1)/2 in float, for x from 0 to 20.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane HalfGrowth<TLane>(TLane x, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        TLane q = Exp.Single(x, rest, out TLane n);
        TLane half = TLane.PowerOfTwo(n - TLane.Of(1.0));
        return TLane.FusedMultiplyAdd(half, q, half - TLane.Of(0.5));
    }
}
