using System.Numerics;

namespace Glia.Kernels.Activations;

/// <summary>A number of 16 bits that every float can be rounded to.</summary>
/// <typeparam name="T">The number.</typeparam>
internal interface ISixteenBits<T>
{
    /// <summary>Whether a float lies in the middle between two neighbouring numbers; beyond the largest, and for NaN, the answer is of no account.</summary>
    /// <param name="value">The float.</param>
    /// <returns>Whether rounding depends on what the float itself was rounded from.</returns>
    static abstract bool IsTie(float value);

    /// <summary>Converts, exactly.</summary>
    /// <param name="source">Numbers.</param>
    /// <param name="target">Floats, as many.</param>
    static abstract void Widen(ReadOnlySpan<T> source, Span<float> target);

    /// <summary>Rounds to nearest, of ties to even.</summary>
    /// <param name="source">Floats.</param>
    /// <param name="target">Numbers, as many.</param>
    static abstract void Narrow(ReadOnlySpan<float> source, Span<T> target);
}

/// <summary><see cref="Half"/>.</summary>
internal readonly struct HalfBits : ISixteenBits<Half>
{
    // A float has 13 bits more; below 2⁻¹⁴ (exponent 113 in a float's bits) a Half loses one with every halving, a float does not.
    private const int Dropped = 13;
    private const int LeastNormal = 113;

    public static bool IsTie(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        if ((bits & ((1 << (Dropped - 1)) - 1)) != 0)
        {
            return false;
        }

        int significand = (bits & 0x7FFFFF) | 0x800000;
        int dropped = Dropped + Math.Max(0, LeastNormal - ((bits >> 23) & 0xFF));
        return BitOperations.TrailingZeroCount(significand) == dropped - 1;
    }

    public static void Widen(ReadOnlySpan<Half> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = (float)source[i];
        }
    }

    public static void Narrow(ReadOnlySpan<float> source, Span<Half> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = (Half)source[i];
        }
    }
}

/// <summary><see cref="BFloat16"/>.</summary>
internal readonly struct BFloat16Bits : ISixteenBits<BFloat16>
{
    public static bool IsTie(float value) => (BitConverter.SingleToUInt32Bits(value) & 0xFFFF) == 0x8000;

    public static void Widen(ReadOnlySpan<BFloat16> source, Span<float> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }

    public static void Narrow(ReadOnlySpan<float> source, Span<BFloat16> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = (BFloat16)source[i];
        }
    }
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
