using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ in double lanes, for the formulas of activation functions.</summary>
/// <remarks>
/// x = n·ln 2 + r with n = round(x / ln 2), so |r| ≤ (ln 2)/2 and eˣ = 2ⁿ·eʳ. ln 2 is taken in two parts, the upper
/// with 21 trailing zero bits, and eʳ from its Taylor series to degree 13, whose remainder r¹⁴/14! is below 4.1e-18
/// of the result. With the roundings of the last steps the error stays within 1 unit in the last place of a double:
/// about 2⁻²⁹ of a float's.
/// </remarks>
public static class Exp
{
    /// <summary>e⁻⁷⁰⁸ ≈ 3.3e-308 is a normal double; below, the float result is 0 (from −104 on).</summary>
    internal const double Lowest = -708;

    /// <summary>e⁷⁰⁹ ≈ 8.2e307 is finite in double; above 88.8 the float result is infinite.</summary>
    internal const double Highest = 709;

    /// <summary>1 / ln 2, to nearest.</summary>
    internal const double InverseLn2 = 1.4426950408889634;

    /// <summary>The upper 32 bits of ln 2's significand: n times it is exact.</summary>
    internal const double Ln2High = 0.6931471803691238;

    /// <summary>ln 2 − <see cref="Ln2High"/>, to nearest.</summary>
    internal const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>eˣ, with x limited to [−708, 709]: neither 0 nor infinite, so that quotients and products of it are safe. NaN stays NaN.</summary>
    /// <typeparam name="TLane">A lane that computes in double.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Reduce(x, out TLane n, out TLane r);
        TLane p = TLane.FusedMultiplyAdd(r * r, Tail(r), r) + TLane.Of(1.0);
        return p * TLane.PowerOfTwo(n);
    }

    /// <summary>Splits x, limited, into n·ln 2 + r.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <param name="n">An integer.</param>
    /// <param name="r">The rest, |r| ≤ (ln 2)/2; x itself where n = 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Reduce<TLane>(TLane x, out TLane n, out TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane limited = Lane.Clamp(x, Lowest, Highest);
        n = TLane.Round(limited * TLane.Of(InverseLn2));
        r = TLane.FusedMultiplyAdd(n, TLane.Of(-Ln2High), limited);
        r = TLane.FusedMultiplyAdd(n, TLane.Of(-Ln2Low), r);
    }

    /// <summary>(eʳ − 1 − r) / r² = 1/2! + r/3! + … + r¹¹/13!, by Horner's rule.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="r">The reduced argument.</param>
    /// <returns>The series.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Tail<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane q = TLane.FusedMultiplyAdd(r, TLane.Of(1.0 / 6227020800), TLane.Of(1.0 / 479001600));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 39916800));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 3628800));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 362880));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 40320));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 5040));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 720));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 120));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 24));
        q = TLane.FusedMultiplyAdd(q, r, TLane.Of(1.0 / 6));
        return TLane.FusedMultiplyAdd(q, r, TLane.Of(0.5));
    }
}
