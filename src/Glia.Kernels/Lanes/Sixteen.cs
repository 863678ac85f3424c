using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>Tables of sixteen floats, read by each element of a float lane at a place of its own.</summary>
internal static class Sixteen
{
    /// <summary>How many.</summary>
    public const int Floats = 16;

    /// <summary>The place of a number from 1 to 16 in such a table: the two lowest bits of its exponent and the first two of its digits. [1, 2) has the last four places, from 2 on it goes from the first.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The number.</param>
    /// <returns>The place in the lowest four bits; those above are not cleared.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Quarter<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector512<float>>())
        {
            return Unsafe.BitCast<Vector512<uint>, TLane>(Unsafe.BitCast<TLane, Vector512<uint>>(x) >> 21);
        }

        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector256<float>>())
        {
            return Unsafe.BitCast<Vector256<uint>, TLane>(Unsafe.BitCast<TLane, Vector256<uint>>(x) >> 21);
        }

        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector128<float>>())
        {
            return Unsafe.BitCast<Vector128<uint>, TLane>(Unsafe.BitCast<TLane, Vector128<uint>>(x) >> 21);
        }

        return Unsafe.BitCast<uint, TLane>(Unsafe.BitCast<TLane, uint>(x) >> 21);
    }

    /// <summary>What stands at those places.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="table">The first of the table.</param>
    /// <param name="place">As <see cref="Quarter{TLane}"/> gives it.</param>
    /// <returns>The floats.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane At<TLane>(ref readonly float table, TLane place)
        where TLane : struct, ILane<TLane>
    {
        ref float start = ref Unsafe.AsRef(in table);
        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector512<float>>())
        {
            Vector512<int> at = Unsafe.BitCast<TLane, Vector512<int>>(place);
            return Unsafe.BitCast<Vector512<float>, TLane>(Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref start), at));
        }

        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector256<float>>())
        {
            Vector256<int> at = Unsafe.BitCast<TLane, Vector256<int>>(place);
            Vector256<float> lower = Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref start), at);
            Vector256<float> upper = Avx2.PermuteVar8x32(Vector256.LoadUnsafe(ref start, 8), at);
            return Unsafe.BitCast<Vector256<float>, TLane>(Avx.BlendVariable(lower, upper, (at << 28).AsSingle()));
        }

        if (Unsafe.SizeOf<TLane>() == Unsafe.SizeOf<Vector128<float>>())
        {
            Vector128<int> at = Unsafe.BitCast<TLane, Vector128<int>>(place) & Vector128.Create(15);
            return Unsafe.BitCast<Vector128<float>, TLane>(Vector128.Create(
                Unsafe.Add(ref start, at[0]), Unsafe.Add(ref start, at[1]), Unsafe.Add(ref start, at[2]), Unsafe.Add(ref start, at[3])));
        }

        return Unsafe.BitCast<float, TLane>(Unsafe.Add(ref start, Unsafe.BitCast<TLane, int>(place) & 15));
    }
}
