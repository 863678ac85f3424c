using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>
/// The innermost loops of a product: a small block of results kept in registers while the summed index runs. Eight accumulators hide the
/// latency of a fused multiply-add on current processors (4 cycles, 2 a cycle).
/// </summary>
/// <remarks>b is read row-major with its columns side by side; b's and c's row stride are both <c>stride</c>.</remarks>
internal static unsafe class Tile
{
    /// <summary>Rows of the larger tiles.</summary>
    public const int Rows = 4;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void FourByTwo<TLane>(float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, int depth)
        where TLane : struct, ILane<TLane>
    {
        TLane c00 = TLane.Of(0f), c01 = TLane.Of(0f), c10 = TLane.Of(0f), c11 = TLane.Of(0f);
        TLane c20 = TLane.Of(0f), c21 = TLane.Of(0f), c30 = TLane.Of(0f), c31 = TLane.Of(0f);
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
        StoreTwo(c10, c11, c + stride);
        StoreTwo(c20, c21, c + (2 * stride));
        StoreTwo(c30, c31, c + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void FourByOne<TLane>(float* a, nint rowStride, nint depthStride, float* b, nint stride, float* c, int depth)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = TLane.Of(0f), c1 = TLane.Of(0f), c2 = TLane.Of(0f), c3 = TLane.Of(0f);
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
        c1.Store(ref c[stride]);
        c2.Store(ref c[2 * stride]);
        c3.Store(ref c[3 * stride]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OneByTwo<TLane>(float* a, nint depthStride, float* b, nint stride, float* c, int depth)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = TLane.Of(0f), c1 = TLane.Of(0f);
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
    public static void OneByOne<TLane>(float* a, nint depthStride, float* b, nint stride, float* c, int depth)
        where TLane : struct, ILane<TLane>
    {
        TLane c0 = TLane.Of(0f);
        for (int p = 0; p < depth; p++)
        {
            c0 = TLane.FusedMultiplyAdd(TLane.Of(*a), TLane.Load(in *b), c0);
            a += depthStride;
            b += stride;
        }

        c0.Store(ref *c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo<TLane>(TLane first, TLane second, float* c)
        where TLane : struct, ILane<TLane>
    {
        first.Store(ref *c);
        second.Store(ref c[TLane.Width]);
    }
}
