using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <content>The steps in float: x = n·ln 2 + r, 2ⁿ and eʳ.</content>
public static partial class Exp
{
    /// <summary>n of x = n·ln 2 + r, in float.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>The nearest integer to x / ln 2, give or take one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane WholePower<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.FusedMultiplyAdd(x, InverseLn2, (double)Lane.SingleRoundingShift) - (double)Lane.SingleRoundingShift;

    /// <summary>What, added to an exponent of 2 in float, rounds it to an integer n, and leaves the bits of 2ⁿ⁻ᵏ ready to be shifted to their place.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="k">An integer below 2²⁰ in size.</param>
    /// <returns>The rounder, without rounding.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Rounder<TLane>(TLane k)
        where TLane : struct, ILane<TLane> => TLane.Of(Lane.SingleExponentMagic) - k;

    /// <summary>eˣ/2ᵏ in float.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent, below 2²⁰ in size.</param>
    /// <param name="rounder">Of k (<see cref="Rounder{TLane}"/>); the quotient is a normal number.</param>
    /// <returns>eˣ/2ᵏ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Divided<TLane>(TLane x, TLane rounder)
        where TLane : struct, ILane<TLane>
    {
        TLane shifted = TLane.FusedMultiplyAdd(x, InverseLn2, rounder);
        TLane n = shifted - rounder;
        TLane r = TLane.FusedMultiplyAdd(n, -Ln2Rest, TLane.FusedMultiplyAdd(n, -Ln2Single, x));
        return Power(r) * TLane.PowerOfTwoShifted(shifted);
    }

    /// <summary>(1 + e^−(x + rest))·2ⁿ in float, of which the power is known before the series is: one rounding fewer than by their sum.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The exponent, up to 24; below −2²⁰ the result means nothing.</param>
    /// <param name="rest">What its rounding left.</param>
    /// <param name="n">The integer nearest to x / ln 2, give or take one.</param>
    /// <returns>2ⁿ + eʳ, r = n·ln 2 − x − rest.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OnePlusInverse<TLane>(TLane x, TLane rest, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane shifted = TLane.FusedMultiplyAdd(x, InverseLn2, (double)Lane.SingleExponentMagic);
        n = shifted - (double)Lane.SingleExponentMagic;
        TLane s = TLane.FusedMultiplyAdd(n, -Ln2Single, x) + TLane.FusedMultiplyAdd(n, -Ln2Rest, rest);
        TLane series = TLane.FusedMultiplyAdd(s, 0.0013814624398946762, -0.008368710055947304);
        series = TLane.FusedMultiplyAdd(series, s, 0.04166838899254799);
        series = TLane.FusedMultiplyAdd(series, s, -0.1666652113199234);
        series = TLane.FusedMultiplyAdd(series, s, 0.4999999403953552);
        series = TLane.FusedMultiplyAdd(series, s, -1.0);

        // The power goes to what is small: 1 + 2⁻²⁴ would lose it. Below the normal numbers it is 0.
        TLane power = TLane.PowerOfTwoShifted(TLane.AtLeast(shifted, Lane.SingleExponentMagic + Lane.PowerOfNothing));
        return TLane.FusedMultiplyAdd(series, s, power) + 1.0;
    }

    /// <summary>eʳ in float, x = n·ln 2 + r.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent, up to 89; far below −104 the result means nothing.</param>
    /// <param name="n">An integer.</param>
    /// <returns>eʳ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Mantissa<TLane>(TLane x, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        n = WholePower(x);
        return Power(TLane.FusedMultiplyAdd(n, -Ln2Rest, TLane.FusedMultiplyAdd(n, -Ln2Single, x)));
    }

    /// <summary>eʳ in float, x + rest = n·ln 2 + r.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent, up to 89; far below −104 the result means nothing.</param>
    /// <param name="rest">What its rounding left.</param>
    /// <param name="n">An integer.</param>
    /// <returns>eʳ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Mantissa<TLane>(TLane x, TLane rest, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        n = WholePower(x);
        return Power(TLane.FusedMultiplyAdd(n, -Ln2Single, x) + TLane.FusedMultiplyAdd(n, -Ln2Rest, rest));
    }

    /// <summary>eʳ in float for |r| ≤ (ln 2)/2.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="r">The exponent.</param>
    /// <returns>eʳ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Power<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane series = TLane.FusedMultiplyAdd(r, 0.0013814624398946762, 0.008368710055947304);
        series = TLane.FusedMultiplyAdd(series, r, 0.04166838899254799);
        series = TLane.FusedMultiplyAdd(series, r, 0.1666652113199234);
        series = TLane.FusedMultiplyAdd(series, r, 0.4999999403953552);
        series = TLane.FusedMultiplyAdd(series, r, 1.0);
        return TLane.FusedMultiplyAdd(series, r, 1.0);
    }

    /// <summary>eʳ − 1 in float for |r| ≤ (ln 2)/2, r as good as exact.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="r">The exponent.</param>
    /// <returns>eʳ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Growth<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane square = r * r;
        return TLane.FusedMultiplyAdd(square, Series(r, square), r);
    }

    /// <summary>eʳ − 1 in float, x + rest = n·ln 2 + r.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent, limited.</param>
    /// <param name="rest">What its rounding left.</param>
    /// <param name="n">An integer.</param>
    /// <returns>eʳ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Single<TLane>(TLane x, TLane rest, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        n = WholePower(x);
        TLane high = TLane.FusedMultiplyAdd(n, -Ln2Single, x);
        TLane low = TLane.FusedMultiplyAdd(n, -Ln2Rest, rest);
        TLane r = high + low;
        TLane square = r * r;

        // The exact part of r comes last, so that r's own rounding does no harm.
        return high + TLane.FusedMultiplyAdd(square, Series(r, square), low);
    }

    /// <summary>(eʳ − 1 − r)/r² in float for |r| ≤ (ln 2)/2, in two chains of two: what waits for itself costs more here than what is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Series<TLane>(TLane r, TLane square)
        where TLane : struct, ILane<TLane>
    {
        TLane upper = TLane.FusedMultiplyAdd(square, 0.0013882528292015195, TLane.FusedMultiplyAdd(r, 0.00836651399731636, 0.04166720062494278));
        return TLane.FusedMultiplyAdd(upper, square, TLane.FusedMultiplyAdd(r, 0.1666654348373413, 0.4999999701976776));
    }
}
