using System.Numerics;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Activations;

/// <summary>Conversions of spans between float and 16 bits: integer operations, and float ones that are exact, so that the width of a vector cannot change a bit.</summary>
/// <remarks>A rest shorter than a vector is copied to a padded one and goes through the same operations.</remarks>
internal static class SixteenBitLoops
{
    /// <summary>Converts, exactly.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <typeparam name="TBits">How it is laid out.</typeparam>
    /// <param name="source">Numbers.</param>
    /// <param name="target">Floats, as many.</param>
    public static void Widen<T, TBits>(ReadOnlySpan<T> source, Span<float> target)
        where T : struct
        where TBits : struct, ISixteenBits
    {
        ReadOnlySpan<ushort> numbers = MemoryMarshal.Cast<T, ushort>(source);
        Span<uint> floats = MemoryMarshal.Cast<float, uint>(target);
        int i = 0;
        for (; i <= numbers.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Pair(numbers[i..], floats[i..]);
        }

        if (i < numbers.Length)
        {
            Span<ushort> padded = stackalloc ushort[Vector<ushort>.Count];
            Span<uint> converted = stackalloc uint[Vector<ushort>.Count];
            padded.Clear();
            numbers[i..].CopyTo(padded);
            Pair(padded, converted);
            converted[..(numbers.Length - i)].CopyTo(floats[i..]);
        }

        static void Pair(ReadOnlySpan<ushort> from, Span<uint> to)
        {
            Vector.Widen(new Vector<ushort>(from), out Vector<uint> low, out Vector<uint> high);
            TBits.Widen(low).CopyTo(to);
            TBits.Widen(high).CopyTo(to[Vector<uint>.Count..]);
        }
    }

    /// <summary>Rounds to nearest, of ties to even.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <typeparam name="TBits">How it is laid out.</typeparam>
    /// <param name="source">Floats.</param>
    /// <param name="target">Numbers, as many.</param>
    public static void Narrow<T, TBits>(ReadOnlySpan<float> source, Span<T> target)
        where T : struct
        where TBits : struct, ISixteenBits
    {
        ReadOnlySpan<uint> floats = MemoryMarshal.Cast<float, uint>(source);
        Span<ushort> numbers = MemoryMarshal.Cast<T, ushort>(target);
        int i = 0;
        for (; i <= floats.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Pair(floats[i..], numbers[i..]);
        }

        if (i < floats.Length)
        {
            Span<uint> padded = stackalloc uint[Vector<ushort>.Count];
            Span<ushort> converted = stackalloc ushort[Vector<ushort>.Count];
            padded.Clear();
            floats[i..].CopyTo(padded);
            Pair(padded, converted);
            converted[..(floats.Length - i)].CopyTo(numbers[i..]);
        }

        static void Pair(ReadOnlySpan<uint> from, Span<ushort> to) =>
            Vector.Narrow(TBits.Narrow(new Vector<uint>(from)), TBits.Narrow(new Vector<uint>(from[Vector<uint>.Count..]))).CopyTo(to);
    }

    /// <summary>Whether any float may be a tie; a rest shorter than a vector always may.</summary>
    /// <typeparam name="TBits">How the number is laid out.</typeparam>
    /// <param name="source">Floats.</param>
    /// <returns>Whether to look closer.</returns>
    public static bool MayHoldTie<TBits>(ReadOnlySpan<float> source)
        where TBits : struct, ISixteenBits
    {
        ReadOnlySpan<Vector<uint>> floats = MemoryMarshal.Cast<float, Vector<uint>>(source);
        Vector<uint> found = Vector<uint>.Zero;
        foreach (Vector<uint> bits in floats)
        {
            found |= TBits.MayBeTie(bits);
        }

        return source.Length % Vector<uint>.Count != 0 || found != Vector<uint>.Zero;
    }
}
