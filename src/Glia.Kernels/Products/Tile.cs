using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>
/// The innermost loops of a product: a block of results stays in registers while the summed index runs, c = (c +) a · b.
/// </summary>
/// <remarks>
/// Six rows by two lanes are twelve accumulators: enough to hide the latency of a fused multiply-add (4 cycles, up to 2 a cycle), and with two
/// lanes of b and one number of a they fit the 16 registers of AVX2; with 32 registers <see cref="TallTile"/> comes first. Lower tiles serve the rows that are left. Each element is one chain
/// of fused multiply-adds in ascending order, whichever tile it falls into.
/// </remarks>
internal static unsafe partial class Tile
{
    /// <summary>Rows of the tallest tile.</summary>
    public const int Rows = 6;

    /// <summary>Six rows by two lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SixByTwo<TLane>(
        float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c00 = Start<TLane>(c, add), c01 = Start<TLane>(c + TLane.Width, add);
        TLane c10 = Start<TLane>(c + target, add), c11 = Start<TLane>(c + target + TLane.Width, add);
        TLane c20 = Start<TLane>(c + (2 * target), add), c21 = Start<TLane>(c + (2 * target) + TLane.Width, add);
        TLane c30 = Start<TLane>(c + (3 * target), add), c31 = Start<TLane>(c + (3 * target) + TLane.Width, add);
        TLane c40 = Start<TLane>(c + (4 * target), add), c41 = Start<TLane>(c + (4 * target) + TLane.Width, add);
        TLane c50 = Start<TLane>(c + (5 * target), add), c51 = Start<TLane>(c + (5 * target) + TLane.Width, add);
        float* lower = a + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            TLane b0 = TLane.Load(in *b);
            TLane b1 = TLane.Load(in b[TLane.Width]);
            TLane a0 = TLane.Of(*a);
            c00 = TLane.FusedMultiplyAdd(a0, b0, c00);
            c01 = TLane.FusedMultiplyAdd(a0, b1, c01);
            TLane a1 = TLane.Of(a[rowStride]);
            c10 = TLane.FusedMultiplyAdd(a1, b0, c10);
            c11 = TLane.FusedMultiplyAdd(a1, b1, c11);
            TLane a2 = TLane.Of(a[2 * rowStride]);
            c20 = TLane.FusedMultiplyAdd(a2, b0, c20);
            c21 = TLane.FusedMultiplyAdd(a2, b1, c21);
            TLane a3 = TLane.Of(*lower);
            c30 = TLane.FusedMultiplyAdd(a3, b0, c30);
            c31 = TLane.FusedMultiplyAdd(a3, b1, c31);
            TLane a4 = TLane.Of(lower[rowStride]);
            c40 = TLane.FusedMultiplyAdd(a4, b0, c40);
            c41 = TLane.FusedMultiplyAdd(a4, b1, c41);
            TLane a5 = TLane.Of(lower[2 * rowStride]);
            c50 = TLane.FusedMultiplyAdd(a5, b0, c50);
            c51 = TLane.FusedMultiplyAdd(a5, b1, c51);
            a += depthStride;
            lower += depthStride;
            b += stride;
        }

        StoreTwo(c00, c01, c);
        StoreTwo(c10, c11, c + target);
        StoreTwo(c20, c21, c + (2 * target));
        StoreTwo(c30, c31, c + (3 * target));
        StoreTwo(c40, c41, c + (4 * target));
        StoreTwo(c50, c51, c + (5 * target));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SixByOne<TLane>(
        float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = Start<TLane>(c, add), c1 = Start<TLane>(c + target, add), c2 = Start<TLane>(c + (2 * target), add);
        TLane c3 = Start<TLane>(c + (3 * target), add), c4 = Start<TLane>(c + (4 * target), add), c5 = Start<TLane>(c + (5 * target), add);
        float* lower = a + (3 * rowStride);
        for (int p = 0; p < depth; p++)
        {
            TLane b0 = TLane.Load(in *b);
            c0 = TLane.FusedMultiplyAdd(TLane.Of(*a), b0, c0);
            c1 = TLane.FusedMultiplyAdd(TLane.Of(a[rowStride]), b0, c1);
            c2 = TLane.FusedMultiplyAdd(TLane.Of(a[2 * rowStride]), b0, c2);
            c3 = TLane.FusedMultiplyAdd(TLane.Of(*lower), b0, c3);
            c4 = TLane.FusedMultiplyAdd(TLane.Of(lower[rowStride]), b0, c4);
            c5 = TLane.FusedMultiplyAdd(TLane.Of(lower[2 * rowStride]), b0, c5);
            a += depthStride;
            lower += depthStride;
            b += stride;
        }

        c0.Store(ref *c);
        c1.Store(ref c[target]);
        c2.Store(ref c[2 * target]);
        c3.Store(ref c[3 * target]);
        c4.Store(ref c[4 * target]);
        c5.Store(ref c[5 * target]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FourByTwo<TLane>(
        float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c00 = Start<TLane>(c, add), c01 = Start<TLane>(c + TLane.Width, add);
        TLane c10 = Start<TLane>(c + target, add), c11 = Start<TLane>(c + target + TLane.Width, add);
        TLane c20 = Start<TLane>(c + (2 * target), add), c21 = Start<TLane>(c + (2 * target) + TLane.Width, add);
        TLane c30 = Start<TLane>(c + (3 * target), add), c31 = Start<TLane>(c + (3 * target) + TLane.Width, add);
        for (int p = 0; p < depth; p++)
        {
            TLane b0 = TLane.Load(in *b);
            TLane b1 = TLane.Load(in b[TLane.Width]);
            TLane a0 = TLane.Of(*a);
            c00 = TLane.FusedMultiplyAdd(a0, b0, c00);
            c01 = TLane.FusedMultiplyAdd(a0, b1, c01);
            TLane a1 = TLane.Of(a[rowStride]);
            c10 = TLane.FusedMultiplyAdd(a1, b0, c10);
            c11 = TLane.FusedMultiplyAdd(a1, b1, c11);
            TLane a2 = TLane.Of(a[2 * rowStride]);
            c20 = TLane.FusedMultiplyAdd(a2, b0, c20);
            c21 = TLane.FusedMultiplyAdd(a2, b1, c21);
            TLane a3 = TLane.Of(a[3 * rowStride]);
            c30 = TLane.FusedMultiplyAdd(a3, b0, c30);
            c31 = TLane.FusedMultiplyAdd(a3, b1, c31);
            a += depthStride;
            b += stride;
        }

        StoreTwo(c00, c01, c);
        StoreTwo(c10, c11, c + target);
        StoreTwo(c20, c21, c + (2 * target));
        StoreTwo(c30, c31, c + (3 * target));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FourByOne<TLane>(
        float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, nint target, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = Start<TLane>(c, add), c1 = Start<TLane>(c + target, add);
        TLane c2 = Start<TLane>(c + (2 * target), add), c3 = Start<TLane>(c + (3 * target), add);
        for (int p = 0; p < depth; p++)
        {
            TLane b0 = TLane.Load(in *b);
            c0 = TLane.FusedMultiplyAdd(TLane.Of(*a), b0, c0);
            c1 = TLane.FusedMultiplyAdd(TLane.Of(a[rowStride]), b0, c1);
            c2 = TLane.FusedMultiplyAdd(TLane.Of(a[2 * rowStride]), b0, c2);
            c3 = TLane.FusedMultiplyAdd(TLane.Of(a[3 * rowStride]), b0, c3);
            a += depthStride;
            b += stride;
        }

        c0.Store(ref *c);
        c1.Store(ref c[target]);
        c2.Store(ref c[2 * target]);
        c3.Store(ref c[3 * target]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneByTwo<TLane>(float* a, nint depthStride, float* b, nint stride, float* c, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = Start<TLane>(c, add), c1 = Start<TLane>(c + TLane.Width, add);
        for (int p = 0; p < depth; p++)
        {
            TLane a0 = TLane.Of(*a);
            c0 = TLane.FusedMultiplyAdd(a0, TLane.Load(in *b), c0);
            c1 = TLane.FusedMultiplyAdd(a0, TLane.Load(in b[TLane.Width]), c1);
            a += depthStride;
            b += stride;
        }

        StoreTwo(c0, c1, c);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneByOne<TLane>(float* a, nint depthStride, float* b, nint stride, float* c, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = Start<TLane>(c, add);
        for (int p = 0; p < depth; p++)
        {
            c0 = TLane.FusedMultiplyAdd(TLane.Of(*a), TLane.Load(in *b), c0);
            a += depthStride;
            b += stride;
        }

        c0.Store(ref *c);
    }

    /// <summary>What a chain starts from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start<TLane>(float* c, bool add)
        where TLane : struct, ILane<TLane> => add ? TLane.Load(in *c) : TLane.Of(0f);

    /// <summary>Stores two lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTwo<TLane>(TLane first, TLane second, float* c)
        where TLane : struct, ILane<TLane>
    {
        first.Store(ref *c);
        second.Store(ref c[TLane.Width]);
    }
}
