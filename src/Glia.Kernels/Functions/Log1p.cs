using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>ln(1 + u) for 0 ≤ u ≤ 1, in lanes of any precision.</summary>
/// <remarks>
/// ln(1 + u) = 2·artanh f with f = u / (2 + u) ≤ 1/3: no digit is lost near 0. Minimax polynomials of f² from tools/coefficients.py:
/// error within 2⁻⁴³ in double, 2 ulp in float; in pairs of doubles the series to f⁶⁹, within 2⁻¹⁰⁰.
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
        if (TLane.Precision == LanePrecision.Wide)
        {
            return Wide(u);
        }

        TLane f = u / (TLane.Of(2f) + u);
        TLane s = f * f;
        TLane series;
        if (TLane.Precision == LanePrecision.Single)
        {
            series = TLane.FusedMultiplyAdd(s, TLane.Of(0.14012232422828674), TLane.Of(0.13999569416046143));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.20010849833488464));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.3333320617675781));
        }
        else
        {
            series = TLane.FusedMultiplyAdd(s, TLane.Of(0.10008192895824639), TLane.Of(0.07046510683064029));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.09153101221134917));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.11107869417264912));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.1428580399305322));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.19999998827553375));
            series = TLane.FusedMultiplyAdd(series, s, TLane.Of(0.3333333333850627));
        }

        TLane twice = f + f;
        return TLane.FusedMultiplyAdd(twice * s, series, twice);
    }

    /// <summary>ln(1 + u) for larger u, too: 1 + u is halved down to [1, 2), and u itself is taken where it is there already.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="u">From 0 to 2⁶⁰, or NaN.</param>
    /// <returns>ln(1 + u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfSum<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1f);
        TLane mantissa = one + u;
        TLane exponent = TLane.Of(0f);
        for (int step = 32; step > 0; step /= 2)
        {
            float power = 1L << step;
            TLane small = TLane.LessThan(mantissa, TLane.Of(power));
            mantissa = TLane.Select(small, mantissa, mantissa * TLane.Of(1 / power));
            exponent = TLane.Select(small, exponent, exponent + TLane.Of((float)step));
        }

        TLane unit = TLane.Select(TLane.Equal(exponent, TLane.Of(0f)), u, mantissa - one);
        return TLane.FusedMultiplyAdd(exponent, TLane.Of(0.6931471805599453, 2.3190468138462996e-17), OfUnit(unit));
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

        return f * series * TLane.Of(2.0);
    }
}
