using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>
/// The tiles of twelve rows, and of eight, for machines with 32 registers: twice the rows of <see cref="Tile"/> for every lane of b that is loaded, and chains enough to
/// hide the latency even where b is a single lane.
/// </summary>
/// <remarks>24 accumulators, two lanes of b and one number of a are 27 of 32 registers. As in every tile, each element is one chain in ascending order.</remarks>
internal static unsafe class TallTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 2 * Tile.Rows;

    /// <summary>Rows of the lower one.</summary>
    public const int FewerRows = 8;

    /// <summary>Two lanes of b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ByTwo<TLane>(
        float* a, float* middle, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add, float* next, nint nextStep)
        where TLane : struct, ILane<TLane>
    {
        float* c3 = c + (3 * target), c6 = c3 + (3 * target), c9 = c6 + (3 * target);
        TLane l0 = Tile.Start<TLane>(c, add), r0 = Tile.Start<TLane>(c + TLane.Width, add);
        TLane l1 = Tile.Start<TLane>(c + target, add), r1 = Tile.Start<TLane>(c + target + TLane.Width, add);
        TLane l2 = Tile.Start<TLane>(c + (2 * target), add), r2 = Tile.Start<TLane>(c + (2 * target) + TLane.Width, add);
        TLane l3 = Tile.Start<TLane>(c3, add), r3 = Tile.Start<TLane>(c3 + TLane.Width, add);
        TLane l4 = Tile.Start<TLane>(c3 + target, add), r4 = Tile.Start<TLane>(c3 + target + TLane.Width, add);
        TLane l5 = Tile.Start<TLane>(c3 + (2 * target), add), r5 = Tile.Start<TLane>(c3 + (2 * target) + TLane.Width, add);
        TLane l6 = Tile.Start<TLane>(c6, add), r6 = Tile.Start<TLane>(c6 + TLane.Width, add);
        TLane l7 = Tile.Start<TLane>(c6 + target, add), r7 = Tile.Start<TLane>(c6 + target + TLane.Width, add);
        TLane l8 = Tile.Start<TLane>(c6 + (2 * target), add), r8 = Tile.Start<TLane>(c6 + (2 * target) + TLane.Width, add);
        TLane l9 = Tile.Start<TLane>(c9, add), r9 = Tile.Start<TLane>(c9 + TLane.Width, add);
        TLane l10 = Tile.Start<TLane>(c9 + target, add), r10 = Tile.Start<TLane>(c9 + target + TLane.Width, add);
        TLane l11 = Tile.Start<TLane>(c9 + (2 * target), add), r11 = Tile.Start<TLane>(c9 + (2 * target) + TLane.Width, add);
        float* a3 = a + (3 * rowStride), a6 = middle, a9 = middle + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            Sse.Prefetch1(next);
            next += nextStep;
            TLane left = TLane.Load(in *b);
            TLane right = TLane.Load(in b[TLane.Width]);
            TLane number = TLane.Of(*a);
            l0 = TLane.FusedMultiplyAdd(number, left, l0);
            r0 = TLane.FusedMultiplyAdd(number, right, r0);
            number = TLane.Of(a[rowStride]);
            l1 = TLane.FusedMultiplyAdd(number, left, l1);
            r1 = TLane.FusedMultiplyAdd(number, right, r1);
            number = TLane.Of(a[2 * rowStride]);
            l2 = TLane.FusedMultiplyAdd(number, left, l2);
            r2 = TLane.FusedMultiplyAdd(number, right, r2);
            number = TLane.Of(*a3);
            l3 = TLane.FusedMultiplyAdd(number, left, l3);
            r3 = TLane.FusedMultiplyAdd(number, right, r3);
            number = TLane.Of(a3[rowStride]);
            l4 = TLane.FusedMultiplyAdd(number, left, l4);
            r4 = TLane.FusedMultiplyAdd(number, right, r4);
            number = TLane.Of(a3[2 * rowStride]);
            l5 = TLane.FusedMultiplyAdd(number, left, l5);
            r5 = TLane.FusedMultiplyAdd(number, right, r5);
            number = TLane.Of(*a6);
            l6 = TLane.FusedMultiplyAdd(number, left, l6);
            r6 = TLane.FusedMultiplyAdd(number, right, r6);
            number = TLane.Of(a6[rowStride]);
            l7 = TLane.FusedMultiplyAdd(number, left, l7);
            r7 = TLane.FusedMultiplyAdd(number, right, r7);
            number = TLane.Of(a6[2 * rowStride]);
            l8 = TLane.FusedMultiplyAdd(number, left, l8);
            r8 = TLane.FusedMultiplyAdd(number, right, r8);
            number = TLane.Of(*a9);
            l9 = TLane.FusedMultiplyAdd(number, left, l9);
            r9 = TLane.FusedMultiplyAdd(number, right, r9);
            number = TLane.Of(a9[rowStride]);
            l10 = TLane.FusedMultiplyAdd(number, left, l10);
            r10 = TLane.FusedMultiplyAdd(number, right, r10);
            number = TLane.Of(a9[2 * rowStride]);
            l11 = TLane.FusedMultiplyAdd(number, left, l11);
            r11 = TLane.FusedMultiplyAdd(number, right, r11);
            a += depthStride;
            a3 += depthStride;
            a6 += depthStride;
            a9 += depthStride;
            b += stride;
        }

        Tile.StoreTwo(l0, r0, c);
        Tile.StoreTwo(l1, r1, c + target);
        Tile.StoreTwo(l2, r2, c + (2 * target));
        Tile.StoreTwo(l3, r3, c3);
        Tile.StoreTwo(l4, r4, c3 + target);
        Tile.StoreTwo(l5, r5, c3 + (2 * target));
        Tile.StoreTwo(l6, r6, c6);
        Tile.StoreTwo(l7, r7, c6 + target);
        Tile.StoreTwo(l8, r8, c6 + (2 * target));
        Tile.StoreTwo(l9, r9, c9);
        Tile.StoreTwo(l10, r10, c9 + target);
        Tile.StoreTwo(l11, r11, c9 + (2 * target));
    }

    /// <summary>One lane of b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ByOne<TLane>(
        float* a, float* middle, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        float* c3 = c + (3 * target), c6 = c3 + (3 * target), c9 = c6 + (3 * target);
        TLane l0 = Tile.Start<TLane>(c, add);
        TLane l1 = Tile.Start<TLane>(c + target, add);
        TLane l2 = Tile.Start<TLane>(c + (2 * target), add);
        TLane l3 = Tile.Start<TLane>(c3, add);
        TLane l4 = Tile.Start<TLane>(c3 + target, add);
        TLane l5 = Tile.Start<TLane>(c3 + (2 * target), add);
        TLane l6 = Tile.Start<TLane>(c6, add);
        TLane l7 = Tile.Start<TLane>(c6 + target, add);
        TLane l8 = Tile.Start<TLane>(c6 + (2 * target), add);
        TLane l9 = Tile.Start<TLane>(c9, add);
        TLane l10 = Tile.Start<TLane>(c9 + target, add);
        TLane l11 = Tile.Start<TLane>(c9 + (2 * target), add);
        float* a3 = a + (3 * rowStride), a6 = middle, a9 = middle + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            TLane lane = TLane.Load(in *b);
            l0 = TLane.FusedMultiplyAdd(TLane.Of(*a), lane, l0);
            l1 = TLane.FusedMultiplyAdd(TLane.Of(a[rowStride]), lane, l1);
            l2 = TLane.FusedMultiplyAdd(TLane.Of(a[2 * rowStride]), lane, l2);
            l3 = TLane.FusedMultiplyAdd(TLane.Of(*a3), lane, l3);
            l4 = TLane.FusedMultiplyAdd(TLane.Of(a3[rowStride]), lane, l4);
            l5 = TLane.FusedMultiplyAdd(TLane.Of(a3[2 * rowStride]), lane, l5);
            l6 = TLane.FusedMultiplyAdd(TLane.Of(*a6), lane, l6);
            l7 = TLane.FusedMultiplyAdd(TLane.Of(a6[rowStride]), lane, l7);
            l8 = TLane.FusedMultiplyAdd(TLane.Of(a6[2 * rowStride]), lane, l8);
            l9 = TLane.FusedMultiplyAdd(TLane.Of(*a9), lane, l9);
            l10 = TLane.FusedMultiplyAdd(TLane.Of(a9[rowStride]), lane, l10);
            l11 = TLane.FusedMultiplyAdd(TLane.Of(a9[2 * rowStride]), lane, l11);
            a += depthStride;
            a3 += depthStride;
            a6 += depthStride;
            a9 += depthStride;
            b += stride;
        }

        l0.Store(ref *c);
        l1.Store(ref c[target]);
        l2.Store(ref c[2 * target]);
        l3.Store(ref *c3);
        l4.Store(ref c3[target]);
        l5.Store(ref c3[2 * target]);
        l6.Store(ref *c6);
        l7.Store(ref c6[target]);
        l8.Store(ref c6[2 * target]);
        l9.Store(ref *c9);
        l10.Store(ref c9[target]);
        l11.Store(ref c9[2 * target]);
    }

    /// <summary>Eight rows, what batches of 32, 128, 200 and 512 leave over, by two lanes of b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EightByTwo<TLane>(
        float* a, float* middle, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        float* c3 = c + (3 * target), c6 = c3 + (3 * target);
        TLane l0 = Tile.Start<TLane>(c, add), r0 = Tile.Start<TLane>(c + TLane.Width, add);
        TLane l1 = Tile.Start<TLane>(c + target, add), r1 = Tile.Start<TLane>(c + target + TLane.Width, add);
        TLane l2 = Tile.Start<TLane>(c + (2 * target), add), r2 = Tile.Start<TLane>(c + (2 * target) + TLane.Width, add);
        TLane l3 = Tile.Start<TLane>(c3, add), r3 = Tile.Start<TLane>(c3 + TLane.Width, add);
        TLane l4 = Tile.Start<TLane>(c3 + target, add), r4 = Tile.Start<TLane>(c3 + target + TLane.Width, add);
        TLane l5 = Tile.Start<TLane>(c3 + (2 * target), add), r5 = Tile.Start<TLane>(c3 + (2 * target) + TLane.Width, add);
        TLane l6 = Tile.Start<TLane>(c6, add), r6 = Tile.Start<TLane>(c6 + TLane.Width, add);
        TLane l7 = Tile.Start<TLane>(c6 + target, add), r7 = Tile.Start<TLane>(c6 + target + TLane.Width, add);
        float* a3 = a + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            TLane left = TLane.Load(in *b);
            TLane right = TLane.Load(in b[TLane.Width]);
            TLane number = TLane.Of(*a);
            l0 = TLane.FusedMultiplyAdd(number, left, l0);
            r0 = TLane.FusedMultiplyAdd(number, right, r0);
            number = TLane.Of(a[rowStride]);
            l1 = TLane.FusedMultiplyAdd(number, left, l1);
            r1 = TLane.FusedMultiplyAdd(number, right, r1);
            number = TLane.Of(a[2 * rowStride]);
            l2 = TLane.FusedMultiplyAdd(number, left, l2);
            r2 = TLane.FusedMultiplyAdd(number, right, r2);
            number = TLane.Of(*a3);
            l3 = TLane.FusedMultiplyAdd(number, left, l3);
            r3 = TLane.FusedMultiplyAdd(number, right, r3);
            number = TLane.Of(a3[rowStride]);
            l4 = TLane.FusedMultiplyAdd(number, left, l4);
            r4 = TLane.FusedMultiplyAdd(number, right, r4);
            number = TLane.Of(a3[2 * rowStride]);
            l5 = TLane.FusedMultiplyAdd(number, left, l5);
            r5 = TLane.FusedMultiplyAdd(number, right, r5);
            number = TLane.Of(*middle);
            l6 = TLane.FusedMultiplyAdd(number, left, l6);
            r6 = TLane.FusedMultiplyAdd(number, right, r6);
            number = TLane.Of(middle[rowStride]);
            l7 = TLane.FusedMultiplyAdd(number, left, l7);
            r7 = TLane.FusedMultiplyAdd(number, right, r7);
            a += depthStride;
            a3 += depthStride;
            middle += depthStride;
            b += stride;
        }

        Tile.StoreTwo(l0, r0, c);
        Tile.StoreTwo(l1, r1, c + target);
        Tile.StoreTwo(l2, r2, c + (2 * target));
        Tile.StoreTwo(l3, r3, c3);
        Tile.StoreTwo(l4, r4, c3 + target);
        Tile.StoreTwo(l5, r5, c3 + (2 * target));
        Tile.StoreTwo(l6, r6, c6);
        Tile.StoreTwo(l7, r7, c6 + target);
    }

    /// <summary>Eight rows, what batches of 32, 128, 200 and 512 leave over, by one lane of b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EightByOne<TLane>(
        float* a, float* middle, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        float* c3 = c + (3 * target), c6 = c3 + (3 * target);
        TLane l0 = Tile.Start<TLane>(c, add);
        TLane l1 = Tile.Start<TLane>(c + target, add);
        TLane l2 = Tile.Start<TLane>(c + (2 * target), add);
        TLane l3 = Tile.Start<TLane>(c3, add);
        TLane l4 = Tile.Start<TLane>(c3 + target, add);
        TLane l5 = Tile.Start<TLane>(c3 + (2 * target), add);
        TLane l6 = Tile.Start<TLane>(c6, add);
        TLane l7 = Tile.Start<TLane>(c6 + target, add);
        float* a3 = a + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            TLane lane = TLane.Load(in *b);
            l0 = TLane.FusedMultiplyAdd(TLane.Of(*a), lane, l0);
            l1 = TLane.FusedMultiplyAdd(TLane.Of(a[rowStride]), lane, l1);
            l2 = TLane.FusedMultiplyAdd(TLane.Of(a[2 * rowStride]), lane, l2);
            l3 = TLane.FusedMultiplyAdd(TLane.Of(*a3), lane, l3);
            l4 = TLane.FusedMultiplyAdd(TLane.Of(a3[rowStride]), lane, l4);
            l5 = TLane.FusedMultiplyAdd(TLane.Of(a3[2 * rowStride]), lane, l5);
            l6 = TLane.FusedMultiplyAdd(TLane.Of(*middle), lane, l6);
            l7 = TLane.FusedMultiplyAdd(TLane.Of(middle[rowStride]), lane, l7);
            a += depthStride;
            a3 += depthStride;
            middle += depthStride;
            b += stride;
        }

        l0.Store(ref *c);
        l1.Store(ref c[target]);
        l2.Store(ref c[2 * target]);
        l3.Store(ref *c3);
        l4.Store(ref c3[target]);
        l5.Store(ref c3[2 * target]);
        l6.Store(ref *c6);
        l7.Store(ref c6[target]);
    }
}
