using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Randomness;

/// <summary>The words of many blocks of <see cref="Philox"/>, four blocks at a time where vectors allow.</summary>
internal static class PhiloxWords
{
    private const int Blocks = 4;
    private const int Words = 4;

    /// <summary>Writes the words of consecutive blocks whose two upper counter words are 0.</summary>
    /// <param name="key">The key.</param>
    /// <param name="block">The first block.</param>
    /// <param name="words">Four words a block, so a multiple of four.</param>
    public static void Fill(ulong key, ulong block, Span<uint> words)
    {
        int done = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; done <= words.Length - (Blocks * Words); done += Blocks * Words)
            {
                FourBlocks(key, block, ref words[done]);
                block += Blocks;
            }
        }

        for (; done < words.Length; done += Words)
        {
            (words[done], words[done + 1], words[done + 2], words[done + 3]) = Philox.Block(((uint)block, (uint)(block >> 32), 0, 0), key);
            block++;
        }
    }

    /// <summary>A word is the lower half of an element; the upper half is of no account.</summary>
    private static void FourBlocks(ulong key, ulong block, ref uint words)
    {
        Vector256<ulong> x0 = Vector256.Create(block) + Vector256.Create(0UL, 1, 2, 3);
        Vector256<ulong> x1 = x0 >>> 32;
        Vector256<ulong> x2 = default;
        Vector256<ulong> x3 = default;
        Vector256<ulong> multiplier0 = Vector256.Create((ulong)Philox.Multiplier0);
        Vector256<ulong> multiplier1 = Vector256.Create((ulong)Philox.Multiplier1);
        Vector256<ulong> k0 = Vector256.Create(key & uint.MaxValue);
        Vector256<ulong> k1 = Vector256.Create(key >>> 32);
        for (int round = 0; round < Philox.Rounds; round++)
        {
            Vector256<ulong> p0 = Multiply(multiplier0, x0);
            Vector256<ulong> p1 = Multiply(multiplier1, x2);
            x0 = (p1 >>> 32) ^ x1 ^ k0;
            x1 = p1;
            x2 = (p0 >>> 32) ^ x3 ^ k1;
            x3 = p0;
            k0 += Vector256.Create((ulong)Philox.Weyl0);
            k1 += Vector256.Create((ulong)Philox.Weyl1);
        }

        Vector256<ulong> lower = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> first = (x0 & lower) | (x1 << 32);
        Vector256<ulong> second = (x2 & lower) | (x3 << 32);
        ref ulong pairs = ref MemoryMarshal.Cast<uint, ulong>(MemoryMarshal.CreateSpan(ref words, Blocks * Words))[0];
        Vector256<ulong> odd = Vector256.Create(0, ulong.MaxValue, 0, ulong.MaxValue);
        Vector256<ulong> low = Vector256.Create(0UL, 0, 1, 1);
        Vector256<ulong> high = Vector256.Create(2UL, 2, 3, 3);
        Vector256.ConditionalSelect(odd, Vector256.Shuffle(second, low), Vector256.Shuffle(first, low)).StoreUnsafe(ref pairs);
        Vector256.ConditionalSelect(odd, Vector256.Shuffle(second, high), Vector256.Shuffle(first, high)).StoreUnsafe(ref pairs, Blocks);
    }

    /// <summary>Products of the lower halves.</summary>
    private static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> b) =>
        Avx2.IsSupported
            ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32())
            : (a & Vector256.Create((ulong)uint.MaxValue)) * (b & Vector256.Create((ulong)uint.MaxValue));
}
