using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>Fewer floats than the widest lane has, to and from a piece of memory that is as wide.</summary>
/// <remarks>
/// A wide load of what narrow stores have just written waits until all stores before it are done, on some processors hundreds of cycles. Where the
/// hardware has masks, there are no narrow stores.
/// </remarks>
internal static class Partial
{
    /// <summary>Floats of the widest lane.</summary>
    public const int Room = 16;

    /// <summary>lane = source, and something else where it ends.</summary>
    /// <param name="source">Fewer than <see cref="Room"/> floats.</param>
    /// <param name="lane">The first of <see cref="Room"/> floats.</param>
    /// <param name="missing">What is put where there are none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Load(ReadOnlySpan<float> source, ref float lane, float missing = 0)
    {
        Debug.Assert(source.Length < Room, "More than a lane.");
        if (Avx512F.IsSupported)
        {
            fixed (float* first = source)
            {
                Avx512F.MaskLoad(first, Mask(source.Length), Vector512.Create(missing)).StoreUnsafe(ref lane);
            }
        }
        else
        {
            Span<float> all = MemoryMarshal.CreateSpan(ref lane, Room);
            all.Fill(missing);
            source.CopyTo(all);
        }
    }

    /// <summary>target = the first floats of a lane.</summary>
    /// <param name="lane">The first of <see cref="Room"/> floats.</param>
    /// <param name="target">Fewer than <see cref="Room"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(ref float lane, Span<float> target)
    {
        if (Avx512F.IsSupported)
        {
            fixed (float* first = target)
            {
                Avx512F.MaskStore(first, Mask(target.Length), Vector512.LoadUnsafe(ref lane));
            }
        }
        else
        {
            MemoryMarshal.CreateReadOnlySpan(ref lane, target.Length).CopyTo(target);
        }
    }

    /// <summary>How many floats to do first, so that the others are written in whole lines of the cache: a vector across two of them costs twice.</summary>
    /// <param name="target">Where they go.</param>
    /// <returns>0 where the target is short, or at a line's start already.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int BeforeLine(ReadOnlySpan<float> target)
    {
        const int Line = Room * sizeof(float);
        const int Short = 32 * Room;
        nuint past = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(target)) % Line;
        return target.Length < Short || past == 0 ? 0 : (int)(Line - past) / sizeof(float);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mask(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
}
