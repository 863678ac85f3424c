using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The logistic function σ(u) = 1/(1 + e⁻ᵘ) as formulas of activation functions need it, from e = e^−|u|.</summary>
/// <remarks>
/// In float every rounding of a·e/(1 + e) would count in the last place. So only a part of the result is a quotient: b − b·(e/(1 + e)), b = e or 1; or
/// it is corrected (<see cref="Lane.Quotient{TLane}"/>). Within 2 ulp, subnormal results included.
/// </remarks>
internal static class Logistic
{
    /// <summary>2¹⁹·e^(−2¹⁹) is 0, also in pairs of doubles.</summary>
    private const float Lowermost = -524288;

    /// <summary>u·eᵘ rounds to 0 in float, and so does eᵘ.</summary>
    private const double LowestSingle = -109;

    /// <summary>1 + e⁻²⁴ is 1 in float.</summary>
    private const double HighestSingle = 24;

    /// <summary>The largest float times e⁻²⁰⁰ rounds to 0.</summary>
    private const double LowestOfAny = -200;

    /// <summary>e/(1 + e) or 1/(1 + e), with 0 ≤ e ≤ 1.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="small">Mask: whether the smaller of the two is asked for.</param>
    /// <param name="e">e^−|u|.</param>
    /// <returns>σ(u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane small, TLane e)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane whole = TLane.Select(small, e, one);

        // e − e·σ and 1 − σ: the less of the quotient, the less of its errors.
        return TLane.Precision == LanePrecision.Single ? TLane.FusedSubtract(whole, e / (one + e), whole) : whole / Lane.Raise(e, 1);
    }

    /// <summary>a/(1 + e)²: with a = e the slope of σ, with 4e that of the hyperbolic tangent.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">The numerator.</param>
    /// <param name="e">e^−|u|.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Slope<TLane>(TLane a, TLane e)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane sum = e + 2.0;
        TLane square = TLane.FusedMultiplyAdd(e, sum, one);
        return Lane.Quotient(a, square, TLane.FusedMultiplyAdd(e, sum, one - square));
    }

    /// <summary>s + r·s·(1 − s) with s = σ(u), the slope of x·σ(u(x)) where r is x·u′(x): with e = e^−|u| and d = 1/(1 + e), s is d or e·d, and s·(1 − s) is e·d², so that nothing overflows or cancels in the tails.</summary>
    /// <typeparam name="TLane">A double or wide lane.</typeparam>
    /// <param name="u">What the gate sees; finite.</param>
    /// <param name="r">x·u′(x).</param>
    /// <returns>The slope.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane GateSlope<TLane>(TLane u, TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane one = TLane.Of(1.0);
        TLane left = TLane.LessThan(u, zero);
        TLane size = -TLane.Abs(u);
        TLane e = Exp.OfNegative(size);
        TLane d = one / (one + e);
        TLane ed = e * d;
        TLane slope = TLane.FusedMultiplyAdd(r, ed * d, TLane.Select(left, ed, d));
        return TLane.Precision == LanePrecision.Wide
            ? TLane.Select(left, Exp.Times(TLane.FusedMultiplyAdd(r, d * d, d), size, zero), slope) : slope;
    }

    /// <summary>z·σ(u), u of z's sign.</summary>
    /// <typeparam name="TLane">A lane of any precision but float.</typeparam>
    /// <param name="z">The factor.</param>
    /// <param name="size">−|u|.</param>
    /// <returns>z·σ(u); −0 where u is −∞.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Times<TLane>(TLane z, TLane size)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Wide)
        {
            return WideTimes(z, size);
        }

        TLane power = Exp.OfNegative(size);
        TLane bounded = TLane.AtLeast(z, Lowermost);
        return TLane.WhereLess(z, TLane.Of(0.0), bounded * power, z) / (TLane.Of(1.0) + power);
    }

    /// <summary>z·σ(u) in pairs of floats: e⁻ᵘ neither overflows nor vanishes where they hold the result.</summary>
    /// <typeparam name="TLane">Pairs of floats.</typeparam>
    /// <param name="z">The factor.</param>
    /// <param name="u">What the gate sees; in normal form, or its rest allowed for.</param>
    /// <returns>z·σ(u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesPair<TLane>(TLane z, TLane u)
        where TLane : struct, ILane<TLane> => z / Lane.Raise(Exp.Of(-u), 1);

    /// <summary>z·σ(u + rest) in float, as z/(2ⁿ + eʳ)·2ⁿ with u = n·ln 2 − r: nothing overflows, and nothing is rounded below the normal numbers before the last step.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="z">The factor.</param>
    /// <param name="u">What the gate sees, of z's sign, and where z is large as well.</param>
    /// <param name="rest">What its rounding left; where u is large, of no account but small.</param>
    /// <param name="nothing">The result where it is 0 for certain: −0 where z is negative there.</param>
    /// <returns>z·σ(u + rest).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesSingle<TLane>(TLane z, TLane u, TLane rest, double nothing = -0.0)
        where TLane : struct, ILane<TLane>
    {
        TLane divisor = Exp.OnePlusInverse(TLane.AtMost(u, HighestSingle), rest, out TLane n);
        TLane y = Lane.ScaleDown(z / divisor, n, u, LowestSingle, TLane.Of(nothing));

        // Without an instruction for it, scaling passes 2⁶⁴ times the result, which a float may not hold.
        return typeof(TLane) == typeof(Single16) ? y : TLane.WhereLess(TLane.Of(HighestSingle), u, z, y);
    }

    /// <summary>As <see cref="Times{TLane}"/> in pairs of doubles, where the power alone may be too small for its digits. Apart, because the compiler stops inlining where a formula has too many steps, even those it drops.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WideTimes<TLane>(TLane z, TLane size)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane faded = Exp.Times(TLane.AtLeast(z, Lowermost), size, zero);
        return TLane.WhereLess(z, zero, faded, z) / (TLane.Of(1.0) + Exp.OfNegative(size));
    }

    /// <summary>z·σ(p·z) for any p, the product without rounding in float.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="z">The factor.</param>
    /// <param name="p">The steepness.</param>
    /// <returns>z·σ(p·z), and its limit for infinite z.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesOfProduct<TLane>(TLane z, TLane p)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane finite = Lane.Clamp(z, float.MinValue, float.MaxValue);
        TLane left = TLane.LessThan(p * finite, TLane.Of(0.0));
        TLane a = -TLane.Abs(p);
        TLane b = TLane.Abs(finite);
        TLane size = a * b;
        TLane e;
        TLane product;
        if (TLane.Precision == LanePrecision.Single)
        {
            TLane limited = TLane.AtLeast(size, LowestOfAny);
            TLane rest = TLane.WhereEqual(limited, size, TLane.FusedMultiplyAdd(a, b, -size), TLane.Of(0.0));
            TLane q = Exp.Single(limited, rest, out TLane n);

            // In steps, because z may be as large as e^−|u| is small; and half of a large z, because the factor before them may be above 1.
            TLane large = TLane.LessThan(one, b);
            TLane part = TLane.Select(large, finite * 0.5, finite);
            TLane first = TLane.AtLeast(n, -120.0);
            TLane second = TLane.AtLeast(n - first, -120.0);
            TLane power = TLane.PowerOfTwo(first);
            TLane further = TLane.PowerOfTwo(second) * TLane.PowerOfTwo(n - first - second);
            e = (one + q) * power * further;
            product = TLane.FusedMultiplyAdd(part, q, part) * power * TLane.Select(large, TLane.Of(2.0), one) * further;
        }
        else
        {
            e = Exp.OfNegative(size);
            product = TLane.Precision == LanePrecision.Wide ? Exp.Times(finite, size, TLane.Of(0.0)) : finite * e;
        }

        TLane sum = one + e;
        TLane y = Lane.Quotient(TLane.Select(left, product, finite), sum, e - (sum - one));
        return TLane.WhereEqual(z, finite, y, TLane.Select(left, y, z));
    }
}
