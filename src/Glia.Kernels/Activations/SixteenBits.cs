using System.Numerics;
using System.Runtime.CompilerServices;

namespace Glia.Kernels.Activations;

/// <summary>A number of 16 bits that every float can be rounded to. Bits stand in 32-bit lanes, those of the number in the lower half.</summary>
internal interface ISixteenBits
{
    /// <summary>Converts, exactly.</summary>
    /// <param name="number">Numbers.</param>
    /// <returns>The bits of the same floats.</returns>
    static abstract Vector<uint> Widen(Vector<uint> number);

    /// <summary>Rounds to nearest, of ties to even.</summary>
    /// <param name="bits">The bits of floats.</param>
    /// <returns>Numbers.</returns>
    static abstract Vector<uint> Narrow(Vector<uint> bits);

    /// <summary>Finds all floats for which <see cref="IsTie"/> holds, and seldom others.</summary>
    /// <param name="bits">The bits of floats.</param>
    /// <returns>All ones where one may be.</returns>
    static abstract Vector<uint> MayBeTie(Vector<uint> bits);

    /// <summary>Whether a float lies in the middle between two neighbouring numbers; beyond the largest, and for NaN, the answer is of no account.</summary>
    /// <param name="value">The float.</param>
    /// <returns>Whether rounding depends on what the float itself was rounded from.</returns>
    static abstract bool IsTie(float value);
}

/// <summary><see cref="Half"/>.</summary>
/// <remarks>
/// Number by number, with the library's conversions, both ways together took 7 ns, several times what a formula takes; in vectors 0.6 ns.
/// A float has 13 bits more than a Half; below 2⁻¹⁴ a Half loses one with every halving, a float does not.
/// </remarks>
internal readonly struct HalfBits : ISixteenBits
{
    private const int Dropped = 13;
    private const int Fraction = 23;

    /// <summary>The exponent of 2⁻¹⁴, the least normal Half, in a float's bits.</summary>
    private const int LeastNormal = 113;

    /// <summary>The exponent of 2⁻²⁵, the least middle between two of them.</summary>
    private const int LeastTie = 102;

    private const uint Magnitude = 0x7FFFFFFF;
    private const uint Infinity = 0x7C00;
    private const uint FloatInfinity = 0x7F800000;
    private const uint QuietNaN = 0x7E00;
    private const uint Rebias = (LeastNormal - 1) << Fraction;

    /// <summary>2⁻²⁴, the least Half.</summary>
    private const float Least = 5.9604644775390625e-08f;

    /// <summary>The floats from ½ to 1 lie 2⁻²⁴ apart: adding ½ rounds to a multiple of the least Half.</summary>
    private const float Shift = 0.5f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Widen(Vector<uint> number)
    {
        Vector<uint> magnitude = number & new Vector<uint>(0x7FFF);
        Vector<uint> normal = (magnitude << Dropped) + new Vector<uint>(Rebias);
        normal += Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(Infinity)) & new Vector<uint>(Rebias);
        var subnormal = Vector.AsVectorUInt32(Vector.ConvertToSingle(Vector.AsVectorInt32(magnitude)) * Least);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(0x400)), subnormal, normal) | ((number ^ magnitude) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Narrow(Vector<uint> bits)
    {
        Vector<uint> magnitude = bits & new Vector<uint>(Magnitude);
        Vector<uint> normal = magnitude - new Vector<uint>(Rebias);
        normal = (normal + new Vector<uint>(0xFFF) + ((normal >> Dropped) & Vector<uint>.One)) >> Dropped;
        normal = Vector.Min(normal, new Vector<uint>(Infinity));
        var shifted = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) + new Vector<float>(Shift));
        Vector<uint> subnormal = shifted - new Vector<uint>(BitConverter.SingleToUInt32Bits(Shift));
        Vector<uint> number = Vector.ConditionalSelect(Vector.LessThan(magnitude, new Vector<uint>(LeastNormal << Fraction)), subnormal, normal);
        Vector<uint> nan = ((magnitude >> Dropped) & new Vector<uint>(0x3FF)) | new Vector<uint>(QuietNaN);
        number = Vector.ConditionalSelect(Vector.GreaterThan(magnitude, new Vector<uint>(FloatInfinity)), nan, number);
        return number | ((bits ^ magnitude) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> MayBeTie(Vector<uint> bits)
    {
        Vector<uint> magnitude = bits & new Vector<uint>(Magnitude);
        Vector<uint> normal = Vector.Equals(bits & new Vector<uint>(0x1FFF), new Vector<uint>(0x1000));
        Vector<uint> subnormal = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(LeastTie << Fraction))
            & Vector.LessThan(magnitude, new Vector<uint>(LeastNormal << Fraction))
            & Vector.Equals(bits & new Vector<uint>(0xFFF), Vector<uint>.Zero);
        return normal | subnormal;
    }

    public static bool IsTie(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int significand = (bits & ((1 << Fraction) - 1)) | (1 << Fraction);
        int dropped = Dropped + Math.Max(0, LeastNormal - ((bits >> Fraction) & 0xFF));
        return BitOperations.TrailingZeroCount(significand) == dropped - 1;
    }
}

/// <summary><see cref="BFloat16"/>, as its own conversions do it.</summary>
internal readonly struct BFloat16Bits : ISixteenBits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Widen(Vector<uint> number) => number << 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> Narrow(Vector<uint> bits)
    {
        Vector<uint> upper = bits >> 16;
        Vector<uint> even = (bits + new Vector<uint>(0x7FFF) + (upper & Vector<uint>.One)) >> 16;
        Vector<uint> isNaN = Vector.GreaterThan(bits & new Vector<uint>(0x7FFFFFFF), new Vector<uint>(0x7F800000));
        return Vector.ConditionalSelect(isNaN, upper | new Vector<uint>(0x0040), even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<uint> MayBeTie(Vector<uint> bits) => Vector.Equals(bits & new Vector<uint>(0xFFFF), new Vector<uint>(0x8000));

    public static bool IsTie(float value) => (BitConverter.SingleToUInt32Bits(value) & 0xFFFF) == 0x8000;
}

/// <summary>What to do about ties that only the first of two roundings made.</summary>
internal static class Ties
{
    /// <summary>The next float in the direction of the value: it rounds to 16 bits as the value does.</summary>
    /// <param name="tie">The value as a float, which lies in the middle between two numbers of 16 bits.</param>
    /// <param name="value">The value.</param>
    /// <returns><paramref name="tie"/> itself if it is the value.</returns>
    public static float Settle(float tie, double value) =>
        value > tie ? MathF.BitIncrement(tie) : value < tie ? MathF.BitDecrement(tie) : tie;
}
