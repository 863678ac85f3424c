using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The hyperbolic tangent in lanes of any precision, with small relative error also near 0.</summary>
/// <remarks>
/// With m = e^(2|x|) − 1: tanh |x| = m/(m + 2). In float, with h = m/2 and b the smaller of h and 1, as b − b·(b/(h + 1)): the less of the quotient, the
/// less of its errors; 1.8 ulp. With a factor f, which adds roundings: f − f·2/(e^2|x| + 1), and below 5/8 f·x + f·x³·P(x²); 1.6 ulp.
/// </remarks>
internal static class HyperbolicTangent
{
    /// <summary>1 − tanh 10 = 4e-9 is nothing beside 1 in float.</summary>
    private const double HighestSingle = 10;

    /// <summary>Below, 1 − 2/(e^2a + 1) would cancel.</summary>
    private const double NearSingle = 0.625;

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
            TLane limited = TLane.AtMost(a, HighestSingle);
            TLane h = HalfGrowth(limited + limited, TLane.Of(0.0));
            TLane b = TLane.AtMost(h, 1.0);
            return TLane.FusedMultiplyAdd(-b, b / (h + 1.0), b);
        }

        TLane m = Expm1.Of(a + a);
        return m / (m + 2.0);
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

        TLane limited = TLane.AtMost(product, 2 * HighestSingle);
        TLane rest = TLane.Select(TLane.Equal(limited, product), TLane.FusedMultiplyAdd(p, a, -product), TLane.Of(0.0));
        TLane q = Exp.Single(limited, rest, out TLane n);
        TLane power = TLane.PowerOfTwo(n);
        TLane far = TLane.FusedMultiplyAdd(-f, TLane.Of(2.0) / TLane.FusedMultiplyAdd(power, q, power + 1.0), f);
        TLane half = limited * 0.5;
        TLane linear = f * half;
        TLane near = linear + TLane.FusedMultiplyAdd(linear * (half * half), Tail(half * half), f * (rest * 0.5));
        return TLane.Select(TLane.LessThan(half, TLane.Of(NearSingle)), near, far);
    }

    /// <summary>(tanh a / a − 1)/a² in float, s = a² below 25/64: minimax polynomial from tools/coefficients.py.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Tail<TLane>(TLane s)
        where TLane : struct, ILane<TLane>
    {
        TLane series = TLane.FusedMultiplyAdd(s, -0.005704985465854406, 0.02063908614218235);
        series = TLane.FusedMultiplyAdd(series, s, -0.05373971536755562);
        series = TLane.FusedMultiplyAdd(series, s, 0.13331441581249237);
        return TLane.FusedMultiplyAdd(series, s, -0.3333328068256378);
    }

    /// <summary>(e^(x + rest) − 1)/2 in float, for x from 0 to 20.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane HalfGrowth<TLane>(TLane x, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        TLane q = Exp.Single(x, rest, out TLane n);
        TLane half = TLane.PowerOfTwo(n - 1.0);
        return TLane.FusedMultiplyAdd(half, q, half - 0.5);
    }
}
