using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>Small compositions of the lane vocabulary.</summary>
public static class Lane
{
    /// <summary>1.5·2⁵² + 1023: adding it to a small integer n leaves n + bias in the low bits, ready to be shifted into the exponent.</summary>
    internal const double DoubleExponentMagic = 6755399441056767.0;

    /// <summary>1.5·2⁵²: adding it rounds to an integer, which then stands in the low bits.</summary>
    internal const double DoubleRoundingShift = 6755399441055744.0;

    /// <summary>1.5·2²³, the same for float.</summary>
    internal const float SingleRoundingShift = 12582912f;

    /// <summary>1.5·2²³ + 127: <see cref="DoubleExponentMagic"/> for float.</summary>
    internal const float SingleExponentMagic = 12583039f;

    /// <summary>The n whose 2ⁿ is 0 in float lanes: one below the exponents of normal numbers, and so the bits of 0.</summary>
    internal const double PowerOfNothing = -127;

    /// <summary>Limits x to [low, high]; NaN stays NaN.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <param name="low">Lower limit; not 0.</param>
    /// <param name="high">Upper limit; not 0.</param>
    /// <returns>The limited value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Clamp<TLane>(TLane x, double low, double high)
        where TLane : struct, ILane<TLane> => TLane.AtMost(TLane.AtLeast(x, low), high);

    /// <summary>Gives <paramref name="value"/>, but NaN where <paramref name="x"/> is NaN: a comparison must not swallow it.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The input.</param>
    /// <param name="value">The result for inputs that are numbers.</param>
    /// <returns>The value, or the NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane KeepNaN<TLane>(TLane x, TLane value)
        where TLane : struct, ILane<TLane> => TLane.WhereEqual(x, x, value, x);

    /// <summary>2x.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>2x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Twice<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            var pair = (Pair16)(object)x;
            return (TLane)(object)new Pair16(pair.High + pair.High, pair.Low + pair.Low);
        }

        return x + x;
    }

    /// <summary>x, a pair of floats with a low part of at most half a place of the high one, where an exponential takes the low one to first order.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>x.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Normal<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            var pair = (Pair16)(object)x;
            Vector512<float> sum = pair.High + pair.Low;
            return (TLane)(object)new Pair16(sum, pair.Low - (sum - pair.High));
        }

        return x;
    }

    /// <summary>a/(b + rest): in float with the rounding errors of the quotient and of b undone, so that the last rounding alone counts.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">Numerator; finite in float.</param>
    /// <param name="b">Denominator, neither large nor small.</param>
    /// <param name="rest">What the denominator's rounding left; of no account beyond float.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Quotient<TLane>(TLane a, TLane b, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision != LanePrecision.Single)
        {
            return a / b;
        }

        TLane inverse = TLane.Of(1.0) / b;
        TLane quotient = a * inverse;

        // What is too much: this way round a quotient of −0 stays.
        TLane excess = TLane.FusedMultiplyAdd(rest, quotient, TLane.FusedMultiplyAdd(b, quotient, -a));
        return TLane.FusedSubtract(excess, inverse, quotient);
    }

    /// <summary>a/(b + rest) as a float and what that is too large by, for <see cref="Activations.IActivation{TSelf}.ForwardWithExcess"/>.</summary>
    /// <remarks>The reciprocal and what is left of a are right to 2⁻²³ of themselves; so is the excess, wherever the two parts of what is left do not cancel.</remarks>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="a">Numerator.</param>
    /// <param name="b">Denominator.</param>
    /// <param name="rest">What the denominator's rounding left.</param>
    /// <param name="excess">What to take away.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane QuotientWithExcess<TLane>(TLane a, TLane b, TLane rest, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        TLane inverse = TLane.Of(1.0) / b;
        TLane quotient = a * inverse;
        excess = TLane.FusedMultiplyAdd(rest, quotient, TLane.FusedMultiplyAdd(b, quotient, -a)) * inverse;
        return quotient;
    }

    /// <summary>a + 1 in float, with what that rounds away (Dekker).</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="a">Not negative.</param>
    /// <param name="lost">What is missing.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OneMore<TLane>(TLane a, out TLane lost)
        where TLane : struct, ILane<TLane>
    {
        TLane sum = a + 1.0;
        lost = TLane.AtMost(a, 1.0) - (sum - TLane.AtLeast(a, 1.0));
        return sum;
    }

    /// <summary>(a + rest)/b, correctly rounded in float where b has few digits and its reciprocal is rounded up by little (<see cref="HasPlainInverse"/>).</summary>
    /// <remarks>
    /// b·quotient has few digits more than a quotient, so that what the first quotient leaves is exact; divided and added, it rounds once. At a result half-way
    /// between floats what is left is b times a power of two: times the reciprocal, that is the power, or above it by at most half a place, and so rounded
    /// to it: the tie is seen as such. Any other result differs from the middle by more than 2⁻²⁴ of what is left, and is not taken for one.
    /// </remarks>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="a">Numerator.</param>
    /// <param name="rest">What the numerator's rounding left.</param>
    /// <param name="b">Denominator.</param>
    /// <param name="inverse">1/b to nearest.</param>
    /// <returns>The quotient.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane RoundedQuotient<TLane>(TLane a, TLane rest, TLane b, TLane inverse)
        where TLane : struct, ILane<TLane>
    {
        TLane quotient = a * inverse;
        return quotient + ((TLane.FusedSubtract(b, quotient, a) + rest) * inverse);
    }

    /// <summary>Whether <see cref="RoundedQuotient{TLane}"/> divides by b: at most eight digits, from 2⁻²⁰ to 2²⁰, and b times its rounded reciprocal from 1 to 1 + 2⁻²⁵.</summary>
    /// <param name="b">The denominator.</param>
    /// <returns>Whether it does.</returns>
    internal static bool HasPlainInverse(float b) =>
        b is >= 1f / (1 << 20) and <= 1 << 20 && (BitConverter.SingleToInt32Bits(b) & 0xFFFF) == 0 && ((double)b * (1 / b)) is >= 1 and <= 1 + (0.5 / (1 << 24));

    /// <summary>x + c; in pairs of floats with fewer steps than +, because the order of sizes is that of values.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value, not below −c.</param>
    /// <param name="c">Above 0, and a float.</param>
    /// <returns>x + c.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Raise<TLane>(TLane x, float c)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            return (TLane)(object)Pair16.Raise((Pair16)(object)x, c);
        }

        return x + TLane.Of(c);
    }

    /// <summary>What rounds to an integer when it is added, and leaves that integer in the low bits: 1.5·2⁵², in float 1.5·2²³.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <returns>The constant.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane RoundingShift<TLane>()
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Single ? TLane.Of(SingleRoundingShift) : TLane.Of(DoubleRoundingShift);

    /// <summary>x·2ⁿ in two exact steps and one that may round, where the hardware has no instruction for it.</summary>
    /// <typeparam name="TLane">A lane that computes in float.</typeparam>
    /// <param name="x">As <see cref="ILane{TSelf}.Scale"/>.</param>
    /// <param name="n">As there.</param>
    /// <returns>x·2ⁿ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaleSingle<TLane>(TLane x, TLane n)
        where TLane : struct, ILane<TLane>
    {
        // After the first step x is still a normal number: it is exact.
        TLane first = Clamp(n, -100, 126);
        return x * TLane.PowerOfTwo(first) * TLane.PowerOfTwo(TLane.AtLeast(n - first, -126.0));
    }

    /// <summary>x·2ⁿ with one rounding, gradually to 0, where n is hardly above 0; and nothing at all where it would be 0: many processors take a hundred cycles for a step that ends below the normal numbers, even at 0.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">As <see cref="ILane{TSelf}.Scale"/>; anything where the exponent is below the least.</param>
    /// <param name="n">An integer up to 63; there anything.</param>
    /// <param name="exponent">n, or what it stems from.</param>
    /// <param name="least">Where the exponent is below, x·2ⁿ is 0; n is −190 or more where it is not.</param>
    /// <param name="nothing">0 or −0: the result there.</param>
    /// <returns>x·2ⁿ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaleDown<TLane>(TLane x, TLane n, TLane exponent, double least, TLane nothing)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Single16))
        {
            return TLane.Scale(TLane.WhereLess(exponent, TLane.Of(least), nothing, x), n);
        }

        // x·2ⁿ⁺⁶⁴ is a normal number and so exact, or far too small to matter: half the steps of Scale, with the same bits.
        return TLane.WhereLess(exponent, TLane.Of(least), nothing, x * TLane.PowerOfTwo(n + 64.0)) * 5.421010862427522e-20;
    }

    /// <summary>x·2ⁿ where that is a normal number, and so exact.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <param name="n">An integer within the exponents of normal numbers.</param>
    /// <returns>x·2ⁿ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaleNormal<TLane>(TLane x, TLane n)
        where TLane : struct, ILane<TLane> => typeof(TLane) == typeof(Single16) ? TLane.Scale(x, n) : x * TLane.PowerOfTwo(n);

    /// <summary>The same in double.</summary>
    /// <typeparam name="TLane">A lane that computes in double.</typeparam>
    /// <param name="x">As <see cref="ILane{TSelf}.Scale"/>.</param>
    /// <param name="n">As there.</param>
    /// <returns>x·2ⁿ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ScaleDouble<TLane>(TLane x, TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane first = Clamp(n, -900, 1022);
        return x * TLane.PowerOfTwo(first) * TLane.PowerOfTwo(n - first);
    }
}
