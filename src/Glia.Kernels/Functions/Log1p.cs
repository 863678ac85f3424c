using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>ln(1 + u) for 0 ≤ u ≤ 1, in lanes of any precision.</summary>
/// <remarks>
/// In double, ln(1 + u) = 2·artanh f with f = u / (2 + u) ≤ 1/3 and a minimax polynomial of f²: no digit is lost near 0, error within 2⁻⁴³.
/// In pairs of doubles the series to f⁶⁹, within 2⁻¹⁰⁰. In float a minimax polynomial of u, within 1.5 ulp. Polynomials from tools/coefficients.py.
/// </remarks>
public static class Log1p
{
    private const int WideTerms = 34;

    /// <summary>ln(1 + u).</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="u">From 0 to 1, or NaN.</param>
    /// <returns>ln(1 + u), from 0 to ln 2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfUnit<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            return (TLane)(object)Log1pPair.OfUnit((Pair16)(object)u);
        }

        if (TLane.Precision == LanePrecision.Wide)
        {
            return Wide(u);
        }

        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(u);
        }

        TLane f = u / (TLane.Of(2.0) + u);
        TLane s = f * f;
        TLane series = TLane.FusedMultiplyAdd(s, 0.10008192895824639, 0.07046510683064029);
        series = TLane.FusedMultiplyAdd(series, s, 0.09153101221134917);
        series = TLane.FusedMultiplyAdd(series, s, 0.11107869417264912);
        series = TLane.FusedMultiplyAdd(series, s, 0.1428580399305322);
        series = TLane.FusedMultiplyAdd(series, s, 0.19999998827553375);
        series = TLane.FusedMultiplyAdd(series, s, 0.3333333333850627);
        TLane twice = f + f;
        return TLane.FusedMultiplyAdd(s * series, twice, twice);
    }

    /// <summary>ln(1 + u) for larger u, too: 1 + u is halved down to [1, 2), and u itself is taken where it is there already.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="u">From 0 to 2⁶⁰, or NaN.</param>
    /// <returns>ln(1 + u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfSum<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane mantissa = one + u;
        TLane exponent = TLane.Of(0.0);
        for (int step = 32; step > 0; step /= 2)
        {
            float power = 1L << step;
            TLane small = TLane.LessThan(mantissa, TLane.Of(power));
            mantissa = TLane.Select(small, mantissa, mantissa * TLane.Of(1 / power));
            exponent = TLane.Select(small, exponent, exponent + TLane.Of((float)step));
        }

        TLane unit = TLane.WhereEqual(exponent, TLane.Of(0.0), u, mantissa - one);
        return TLane.FusedMultiplyAdd(exponent, TLane.Of(0.6931471805599453, 2.3190468138462996e-17), OfUnit(unit));
    }

    /// <summary>A polynomial of u itself: the rounding of the quotient f would cost another ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Single<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        TLane series = TLane.FusedMultiplyAdd(u, 0.0020729461684823036, -0.013631475158035755);
        series = TLane.FusedMultiplyAdd(series, u, 0.04198135435581207);
        series = TLane.FusedMultiplyAdd(series, u, -0.08307406306266785);
        series = TLane.FusedMultiplyAdd(series, u, 0.12467122822999954);
        series = TLane.FusedMultiplyAdd(series, u, -0.16129335761070251);
        series = TLane.FusedMultiplyAdd(series, u, 0.19897931814193726);
        series = TLane.FusedMultiplyAdd(series, u, -0.24988579750061035);
        series = TLane.FusedMultiplyAdd(series, u, 0.33332690596580505);
        series = TLane.FusedMultiplyAdd(series, u, -0.49999988079071045);

        // Not u² first, which leaves the normal numbers long before u does.
        return TLane.FusedMultiplyAdd(u * series, u, u);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Wide<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        TLane f = u / (TLane.Of(2.0) + u);
        TLane s = f * f;
        TLane series = TLane.Of(0.0);
        for (int k = WideTerms; k >= 0; k--)
        {
            series = (series * s) + (TLane.Of(1.0) / TLane.Of((2.0 * k) + 1));
        }

        return f * series * 2.0;
    }
}
