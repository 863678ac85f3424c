using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ in lanes of any precision, for the formulas of activation functions.</summary>
/// <remarks>
/// In double, x = n·(ln 2)/16 + r with |r| ≤ (ln 2)/32, so that eˣ = 2^(n/16)·eʳ, the first factor from a table of 16 and the second a minimax
/// polynomial of degree 5: error within 2⁻⁴⁶. In float, x = n·ln 2 + r with |r| ≤ (ln 2)/2 and degree 6: within 0.9 ulp, subnormal results
/// included. In pairs of doubles, within 2⁻¹⁰⁰. Polynomials from tools/coefficients.py.
/// </remarks>
public static partial class Exp
{
    /// <summary>e⁻⁶⁸⁰ ≈ 5e-296 is a normal double, and so is its share in a sum of 2³¹: a product that is none takes fifty times as long. Below, the float result is 0 (from −104 on).</summary>
    internal const double Lowest = -680;

    /// <summary>1/e⁶⁸⁰, too, is a normal double; above 88.8 the float result is infinite.</summary>
    internal const double Highest = 680;

    /// <summary>16 / ln 2, to nearest.</summary>
    private const double InverseStep = 23.083120654223414;

    /// <summary>ln 2 / 16, to nearest: for |x| ≤ 104 and so |n| ≤ 2400 the product's error is below 2⁻⁴⁷.</summary>
    private const double Step = 0.04332169878499658;

    /// <summary>e⁻¹⁰⁴ rounds to 0, e⁸⁹ to infinity.</summary>
    private const double LowestSingle = -104;
    private const double HighestSingle = 89;

    /// <summary>32·e⁻¹⁰⁸ rounds to 0.</summary>
    private const double LowestProduct = -108;

    /// <summary>1 / ln 2, to nearest.</summary>
    internal const double InverseLn2 = 1.4426950408889634;

    /// <summary>ln 2 to float, and the rest: in a fused multiply-add n times the first leaves r without rounding.</summary>
    internal const float Ln2Single = 0.693147182f;
    internal const double Ln2Rest = -1.904654299957768e-09;

    /// <summary>eˣ, gradually to 0. In float above 88.7 infinite; in double x is limited to [−680, 680], so that the result is neither 0 nor infinite. NaN stays NaN.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            return (TLane)(object)ExpPair.Of((Pair16)(object)x);
        }

        if (TLane.Precision == LanePrecision.Single)
        {
            TLane power = Mantissa(TLane.AtMost(x, HighestSingle), out TLane whole);
            return TLane.Scale(TLane.WhereLess(x, TLane.Of(LowestSingle), TLane.Of(0.0), power), whole);
        }

        return OfNegative(TLane.AtMost(x, TLane.Of(TLane.Precision == LanePrecision.Double ? Highest : ExpWide.Highest)));
    }

    /// <summary>eˣ for x ≤ 0 or NaN: as <see cref="Of"/>, without looking for large x.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfNegative<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            return (TLane)(object)ExpPair.OfNegative((Pair16)(object)x);
        }

        if (TLane.Precision == LanePrecision.Wide)
        {
            return ExpWide.Of(x);
        }

        if (TLane.Precision == LanePrecision.Single)
        {
            TLane power = Mantissa(x, out TLane whole);
            return Lane.ScaleDown(power, whole, x, LowestSingle, TLane.Of(0.0));
        }

        TLane r = Reduce(TLane.AtLeast(x, Lowest), out TLane step);
        TLane series = TLane.FusedMultiplyAdd(r, 0.008333355241670453, 0.04166748060565985);
        series = TLane.FusedMultiplyAdd(series, r, 0.1666666666904888);
        series = TLane.FusedMultiplyAdd(series, r, 0.4999999999047043);
        return TLane.FusedMultiplyAdd(step, TLane.FusedMultiplyAdd(r * r, series, r), step);
    }

    /// <summary>e^−|x| for an x that a float holds.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">An input, as it was loaded.</param>
    /// <returns>e^−|x|.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfMagnitude<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            var pair = (Pair16)(object)x;
            return (TLane)(object)ExpPair.OfMagnitude(pair.High);
        }

        return OfNegative(-TLane.Abs(x));
    }

    /// <summary>e^(a·b) without the rounding of the product, which in float would be multiplied by the exponent's size.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">First factor; in double lanes one that a float holds.</param>
    /// <param name="b">Second factor, likewise.</param>
    /// <returns>e^(a·b).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfProduct<TLane>(TLane a, TLane b)
        where TLane : struct, ILane<TLane>
    {
        TLane product = a * b;
        if (TLane.Precision != LanePrecision.Single)
        {
            return Of(product);
        }

        // Beyond the limits, where the product may have overflowed, nothing sensible was lost.
        TLane limited = TLane.AtMost(product, HighestSingle);
        TLane lost = TLane.FusedMultiplyAdd(a, b, -product);
        TLane power = Mantissa(limited, TLane.WhereEqual(limited, product, lost, TLane.Of(0.0)), out TLane whole);
        return TLane.Scale(TLane.WhereLess(product, TLane.Of(LowestSingle), TLane.Of(0.0), power), whole);
    }

    /// <summary>a·e^(x + rest) for x ≤ 0: where the exponential alone would be too small for a float, in pairs of doubles for a double, the product may not be.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">The factor; in float |a| ≤ 32, and not small unless x is.</param>
    /// <param name="x">The exponent; not above 0, or NaN.</param>
    /// <param name="rest">What the exponent's rounding left, for float; finite where x is −∞, too.</param>
    /// <returns>a·e^(x + rest).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Times<TLane>(TLane a, TLane x, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Wide)
        {
            return ExpWide.Times(a, x);
        }

        if (TLane.Precision != LanePrecision.Single)
        {
            return a * OfNegative(x);
        }

        TLane q = Single(x, rest, out TLane n);
        return Lane.ScaleDown(TLane.FusedMultiplyAdd(a, q, a), n, x, LowestProduct, a * 0.0);
    }

    /// <summary>Splits x into n·(ln 2)/16 + r, in double.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent, limited.</param>
    /// <param name="power">2^(n/16).</param>
    /// <returns>r, |r| ≤ (ln 2)/32; x itself where n = 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Reduce<TLane>(TLane x, out TLane power)
        where TLane : struct, ILane<TLane>
    {
        TLane shift = Lane.RoundingShift<TLane>();
        TLane shifted = TLane.FusedMultiplyAdd(x, InverseStep, shift);
        power = TLane.PowerOfTwoSixteenths(shifted);
        return TLane.FusedMultiplyAdd(shifted - shift, -Step, x);
    }
}
