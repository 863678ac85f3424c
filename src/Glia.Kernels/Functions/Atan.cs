using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The arctangent in lanes of any precision.</summary>
/// <remarks>
/// With one division |x| is brought to |t| ≤ tan(π/8): t = x, (x − 1)/(x + 1) or −1/x, and 0, π/4 or π/2 is added; in float to |t| ≤ 1, because π/4 and a
/// negative rest would cancel. Minimax polynomials of t² from tools/coefficients.py: error within 2⁻⁴⁷ in double, 1.3 ulp in float; in pairs of doubles the
/// series to t⁸⁹, within 2⁻¹⁰⁰.
/// </remarks>
public static class Atan
{
    private const int WideTerms = 44;

    /// <summary>tan(π/8) = √2 − 1 and tan(3π/8) = √2 + 1.</summary>
    private const double First = 0.41421356237309503;
    private const double Second = 2.414213562373095;

    /// <summary>π/4 and π/2 as pairs.</summary>
    private const double EighthTurn = 0.7853981633974483;
    private const double EighthTurnRest = 3.061616997868383e-17;
    private const double QuarterTurn = 1.5707963267948966;
    private const double QuarterTurnRest = 6.123233995736766e-17;

    /// <summary>π/2 less the float nearest to it.</summary>
    private const double QuarterTurnRestSingle = -4.371138828673793e-08;

    /// <summary>arctan x; −0 and NaN stay.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>arctan x, from −π/2 to π/2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            var pair = (Pair16)(object)x;
            return (TLane)(object)AtanPair.Of(pair.High);
        }

        TLane one = TLane.Of(1.0);
        TLane a = TLane.Abs(x);
        if (TLane.Precision == LanePrecision.Single)
        {
            return TLane.CopySign(Single(a), x);
        }

        TLane middle = TLane.LessThan(TLane.Of(First), a);
        TLane far = TLane.LessThan(TLane.Of(Second), a);
        TLane above = TLane.Select(far, -one, TLane.Select(middle, a - one, a));
        TLane below = TLane.Select(far, a, TLane.Select(middle, a + one, one));
        TLane turn = TLane.Select(
            far, TLane.Of(QuarterTurn, QuarterTurnRest), TLane.Select(middle, TLane.Of(EighthTurn, EighthTurnRest), TLane.Of(0.0)));
        TLane t = above / below;
        TLane s = t * t;
        TLane rest = TLane.FusedMultiplyAdd(t * s, Series(s), t);
        return TLane.CopySign(turn + rest, x);
    }

    /// <summary>arctan a, in float, for an a that is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Single<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane far = TLane.LessThan(one, a);
        TLane t = TLane.Select(far, -one, a) / TLane.Select(far, a, one);
        TLane s = t * t;

        // Two chains of four: what waits for itself costs more here than what is done.
        TLane square = s * s;
        TLane upper = TLane.FusedMultiplyAdd(square, 0.002920691156759858, 0.043211858719587326);
        TLane lower = TLane.FusedMultiplyAdd(square, -0.016367925330996513, -0.07552214711904526);
        upper = TLane.FusedMultiplyAdd(upper, square, 0.10666005313396454);
        lower = TLane.FusedMultiplyAdd(lower, square, -0.14211055636405945);
        upper = TLane.FusedMultiplyAdd(upper, square, 0.19993773102760315);
        lower = TLane.FusedMultiplyAdd(lower, square, -0.33333152532577515);
        TLane series = TLane.FusedMultiplyAdd(upper, s, lower);
        TLane rest = TLane.FusedMultiplyAdd(t * s, series, TLane.Select(far, TLane.Of(QuarterTurnRestSingle), TLane.Of(0.0)));
        return TLane.Select(far, TLane.Of(QuarterTurn), TLane.Of(0.0)) + (t + rest);
    }

    /// <summary>(arctan t / t − 1) / t², s = t².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Series<TLane>(TLane s)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Wide)
        {
            return WideSeries(s);
        }

        TLane series = TLane.FusedMultiplyAdd(s, -0.02549838085089514, 0.05039266138357453);
        series = TLane.FusedMultiplyAdd(series, s, -0.06510835142200427);
        series = TLane.FusedMultiplyAdd(series, s, 0.07674419123599603);
        series = TLane.FusedMultiplyAdd(series, s, -0.09089625033765948);
        series = TLane.FusedMultiplyAdd(series, s, 0.11111054986418341);
        series = TLane.FusedMultiplyAdd(series, s, -0.14285712891366578);
        series = TLane.FusedMultiplyAdd(series, s, 0.19999999982969385);
        series = TLane.FusedMultiplyAdd(series, s, -0.33333333333261594);
        return series;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WideSeries<TLane>(TLane s)
        where TLane : struct, ILane<TLane>
    {
        TLane series = TLane.Of(0.0);
        for (int k = WideTerms; k > 0; k--)
        {
            TLane term = TLane.Of(1.0) / TLane.Of((2.0 * k) + 1);
            series = (k % 2 == 0 ? term : -term) + (series * s);
        }

        return series;
    }
}
