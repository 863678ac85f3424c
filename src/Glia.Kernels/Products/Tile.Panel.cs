using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <content>Which tiles the rows of a panel go through.</content>
internal static unsafe partial class Tile
{
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
}
