using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ and eˣ − 1 in pairs of doubles.</summary>
/// <remarks>
/// The reduction of <see cref="Exp"/>, |r| ≤ (ln 2)/32, and Taylor's series to r¹⁵/15!, whose remainder is below 2⁻¹¹⁷ of r. Error within 2⁻¹⁰⁰.
/// Results below the smallest normal double fade out with its digits; above the largest they stay there.
/// </remarks>
internal static class ExpWide
{
    private const double Lowest = -746;

    /// <summary>With a factor below 10²⁴⁰ the product is 0, and its exponent within what <see cref="ILane{TSelf}.Scale"/> takes.</summary>
    private const double LowestProduct = -1300;
    internal const double Highest = 709.78;

    /// <summary>16 / ln 2, to nearest.</summary>
    private const double InverseStep = 23.083120654223414;

    /// <summary>ln 2 / 16 as a pair.</summary>
    private const double Step = 0.04332169878499658;
    private const double StepRest = 1.4494042586539372e-18;

    /// <summary>Gets 1/2! … 1/15!, each to nearest and what that leaves.</summary>
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        0.5, 0.0,
        0.16666666666666666, 9.25185853854297e-18,
        0.041666666666666664, 2.3129646346357427e-18,
        0.008333333333333333, 1.1564823173178714e-19,
        0.001388888888888889, -5.300543954373577e-20,
        0.0001984126984126984, 1.7209558293420705e-22,
        2.48015873015873e-05, 2.1511947866775882e-23,
        2.7557319223985893e-06, -1.858393274046472e-22,
        2.755731922398589e-07, 2.3767714622250297e-23,
        2.505210838544172e-08, -1.448814070935912e-24,
        2.08767569878681e-09, -1.20734505911326e-25,
        1.6059043836821613e-10, 1.2585294588752098e-26,
        1.1470745597729725e-11, 2.0655512752830745e-28,
        7.647163731819816e-13, 7.03872877733453e-30,
    ];

    /// <summary>eˣ.</summary>
    /// <typeparam name="TLane">A wide lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane power = Mantissa(Reduced(x, Lowest, out TLane n), n, out TLane exponent);
        return TLane.Scale(power, exponent);
    }

    /// <summary>a·eˣ: the product has all its digits down to the smallest normal double, and one rounding more below.</summary>
    /// <typeparam name="TLane">A wide lane.</typeparam>
    /// <param name="a">The factor, below 10²⁴⁰ and not small.</param>
    /// <param name="x">The exponent, not above 0.</param>
    /// <returns>a·eˣ.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLane Times<TLane>(TLane a, TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane power = Mantissa(Reduced(x, LowestProduct, out TLane n), n, out TLane exponent);
        return TLane.Scale(a * power, exponent);
    }

    /// <summary>eˣ − 1.</summary>
    /// <typeparam name="TLane">A wide lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ − 1.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLane MinusOne<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane q = Reduced(x, Lowest, out TLane n);
        TLane power = Mantissa(q, n, out TLane exponent);
        return TLane.WhereEqual(n, TLane.Of(0.0), q, TLane.Scale(power, exponent) - 1.0);
    }

    /// <summary>eʳ − 1 for x = n·(ln 2)/16 + r.</summary>
    private static TLane Reduced<TLane>(TLane x, double lowest, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane limited = Lane.Clamp(x, lowest, Highest);
        n = TLane.Round(limited * InverseStep);
        TLane r = limited - (n * TLane.Of(Step, StepRest));
        ReadOnlySpan<double> c = InverseFactorials;
        TLane series = TLane.Of(c[^2], c[^1]);
        for (int i = c.Length - 4; i >= 0; i -= 2)
        {
            series = (series * r) + TLane.Of(c[i], c[i + 1]);
        }

        return (r * r * series) + r;
    }

    /// <summary>2^(n/16)·(1 + q) but for a power of two, which is told apart.</summary>
    private static TLane Mantissa<TLane>(TLane q, TLane n, out TLane exponent)
        where TLane : struct, ILane<TLane>
    {
        exponent = TLane.Round(n * 0.0625);
        TLane power = TLane.PowerOfTwoSixteenths(n - (exponent * 16.0) + Lane.RoundingShift<TLane>());
        return (power * q) + power;
    }
}
