using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
internal static unsafe class Tile
{
    /// <summary>Rows of the tallest tile.</summary>
    public const int Rows = 6;

    /// <summary>Shorter sums belong to results that lie near.</summary>
    private const int WorthFetching = 64;

    /// <summary>All rows of a panel of one or two lanes.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">Left factor.</param>
    /// <param name="b">A panel of the right factor.</param>
    /// <param name="c">Where the results are.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="lanes">Lanes of the panel: 1 or 2.</param>
    /// <param name="depth">Length of the summed index.</param>
    /// <param name="add">Whether c goes on from what it holds.</param>
    /// <param name="fetch">What to fetch meanwhile.</param>
    public static void Panel<TLane>(in LeftFactor a, in Strided b, in Strided c, int rows, int lanes, int depth, bool add, in Fetch fetch = default)
        where TLane : struct, ILane<TLane>
    {
        int row = 0;
        int tile = 0;
        while (row < rows)
        {
            int left = rows - row;
            float* from = a.Row(row);
            float* to = c.Start + (row * c.Stride);
            if (Vector512.IsHardwareAccelerated && left >= TallTile.Rows)
            {
                float* middle = a.Row(row + Rows);
                if (lanes == 2)
                {
                    if (left >= 2 * TallTile.Rows && depth >= WorthFetching)
                    {
                        Prefetch<TLane>(to + (TallTile.Rows * c.Stride), c.Stride, TallTile.Rows);
                    }

                    bool fetches = tile < fetch.Tiles;
                    float* next = fetches ? (float*)fetch.Start + (tile * fetch.Turn) : b.Start;
                    TallTile.ByTwo<TLane>(from, middle, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add, next, fetches ? fetch.Step : 0);
                    tile++;
                }
                else
                {
                    TallTile.ByOne<TLane>(from, middle, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }

                row += TallTile.Rows;
            }
            else if (Vector512.IsHardwareAccelerated && left is TallTile.FewerRows or TallTile.FewerRows + 1)
            {
                float* middle = a.Row(row + Rows);
                if (lanes == 2)
                {
                    TallTile.EightByTwo<TLane>(from, middle, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }
                else
                {
                    TallTile.EightByOne<TLane>(from, middle, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }

                row += TallTile.FewerRows;
            }
            else if (left >= Rows && (left != 8 || a.IsPacked))
            {
                if (lanes == 2)
                {
                    if (left >= 2 * Rows)
                    {
                        Prefetch<TLane>(to + (Rows * c.Stride), c.Stride, Rows);
                    }

                    SixByTwo<TLane>(from, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }
                else
                {
                    SixByOne<TLane>(from, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }

                row += Rows;
            }
            else if (left >= 4)
            {
                if (lanes == 2)
                {
                    FourByTwo<TLane>(from, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }
                else
                {
                    FourByOne<TLane>(from, a.RowStride, a.DepthStride, b.Start, b.Stride, to, c.Stride, depth, add);
                }

                row += 4;
            }
            else
            {
                if (lanes == 2)
                {
                    OneByTwo<TLane>(from, a.DepthStride, b.Start, b.Stride, to, depth, add);
                }
                else
                {
                    OneByOne<TLane>(from, a.DepthStride, b.Start, b.Stride, to, depth, add);
                }

                row++;
            }
        }
    }

    /// <summary>
    /// Fetches the results that the next tile starts from, or will overwrite, while this one computes: large ones lie in the third-level cache, and a tile
    /// cannot begin before it has them.
    /// </summary>
    private static void Prefetch<TLane>(float* c, nint target, int rows)
        where TLane : struct, ILane<TLane>
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row++, c += target)
            {
                Sse.Prefetch0(c);
                Sse.Prefetch0(c + TLane.Width);
            }
        }
    }

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
