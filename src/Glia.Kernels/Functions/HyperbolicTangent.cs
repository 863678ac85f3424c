using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The hyperbolic tangent in lanes of any precision, with small relative error also near 0.</summary>
/// <remarks>
/// With m = e^(2|x|) − 1: tanh |x| = m/(m + 2). In float, with h = m/2 and b the smaller of h and 1, as b − b·(b/(h + 1)): the less of the quotient, the
/// less of its errors; 1.9 ulp. With a factor f, which adds roundings: f − f·2/(e^2|x| + 1), and below 5/8 f·x + f·x³·P(x²); 1.9 ulp.
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
            TLane p = Expm1.OfPair(Lane.Twice(x));
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
            TLane half = HalfRest(Reduce(TLane.AtMost(a, HighestSingle), out TLane power));
            TLane h = TLane.FusedMultiplyAdd(power, half, TLane.FusedMultiplyAdd(power, 0.5, -0.5));
            TLane b = TLane.AtMost(h, 1.0);
            return TLane.FusedSubtract(b, b / (h + 1.0), b);
        }

        TLane m = Expm1.Of(a + a);
        return m / (m + 2.0);
    }

    /// <summary>a·tanh a.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">Not negative, or NaN.</param>
    /// <returns>a·tanh a.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Times<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = TLane.AtMost(a, float.MaxValue);
        if (TLane.Precision != LanePrecision.Single)
        {
            return TLane.WhereEqual(a, finite, OfProduct(finite, TLane.Of(1.0), finite), a);
        }

        TLane far = a - (finite / HalfSum(a));
        TLane square = a * a;
        return TLane.WhereLess(a, TLane.Of(NearSingle), TLane.FusedMultiplyAdd(square * square, Tail(square), square), far);
    }

    /// <summary>f·tanh(b·a), the product without rounding in float.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="f">The factor.</param>
    /// <param name="b">The steepness, not negative.</param>
    /// <param name="a">Not negative, or NaN.</param>
    /// <returns>f·tanh(b·a).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfProduct<TLane>(TLane f, TLane b, TLane a)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision != LanePrecision.Single)
        {
            TLane m = Expm1.Of((b + b) * a);
            return f * (m / Lane.Raise(m, 2));
        }

        TLane product = b * a;
        TLane limited = TLane.AtMost(product, HighestSingle);
        TLane rest = TLane.WhereEqual(limited, product, TLane.FusedMultiplyAdd(b, a, -product), TLane.Of(0.0));
        TLane half = HalfRest(Reduce(limited, out TLane power) + rest);
        TLane far = f - (f / TLane.FusedMultiplyAdd(power, half, TLane.FusedMultiplyAdd(power, 0.5, 0.5)));
        TLane linear = f * limited;
        TLane square = limited * limited;
        TLane near = linear + TLane.FusedMultiplyAdd(linear * square, Tail(square), f * rest);
        return TLane.WhereLess(limited, TLane.Of(NearSingle), near, far);
    }

    /// <summary>(e^2a + 1)/2 = 1/(1 − tanh a) in float, as if a were at most 10.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="a">Not negative, or NaN.</param>
    /// <returns>Half the sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane HalfSum<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane half = HalfRest(Reduce(TLane.AtMost(a, HighestSingle), out TLane power));
        return TLane.FusedMultiplyAdd(power, half, TLane.FusedMultiplyAdd(power, 0.5, 0.5));
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

    /// <summary>a = n·(ln 2)/2 + r in float.</summary>
    /// <remarks>n times the rest of ln 2 is left out: it is at most 2⁻²⁹·n beside e^2a, and beside the tangent less by the slope of the quotient.</remarks>
    /// <param name="a">From 0 to 10.</param>
    /// <param name="power">2ⁿ.</param>
    /// <returns>r.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Reduce<TLane>(TLane a, out TLane power)
        where TLane : struct, ILane<TLane>
    {
        TLane shifted = TLane.FusedMultiplyAdd(a, 2 * Exp.InverseLn2, (double)Lane.SingleExponentMagic);
        power = TLane.PowerOfTwoShifted(shifted);
        return TLane.FusedMultiplyAdd(shifted - (double)Lane.SingleExponentMagic, -Exp.Ln2Single / 2, a);
    }

    /// <summary>(e^2r − 1)/2 in float for |r| ≤ (ln 2)/4: the polynomial of <see cref="Exp.Single"/> for 2r, each coefficient times a power of 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane HalfRest<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane square = r * r;
        TLane upper = TLane.FusedMultiplyAdd(square, 32 * 0.0013882528292015195, TLane.FusedMultiplyAdd(r, 16 * 0.00836651399731636, 8 * 0.04166720062494278));
        TLane lower = TLane.FusedMultiplyAdd(r, 4 * 0.1666654348373413, 2 * 0.4999999701976776);
        return TLane.FusedMultiplyAdd(square, TLane.FusedMultiplyAdd(upper, square, lower), r);
    }
}
