using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>Copies parts of factors into panels that a tile reads one line after the other.</summary>
/// <remarks>Numbers are moved, never computed.</remarks>
internal static unsafe class Packing
{
    /// <summary>panel[p, j] = source[p, j], in whole lanes; what is in columns that are not there is of no account.</summary>
    /// <typeparam name="TLane">A lane that divides the panel's width.</typeparam>
    /// <param name="source">Rows of the panel, the summed index, one stride apart.</param>
    /// <param name="end">Behind the last number that may be read.</param>
    /// <param name="depth">How many rows.</param>
    /// <param name="columns">Columns to copy.</param>
    /// <param name="panel">The panel; its stride is its width.</param>
    public static void Rows<TLane>(in Strided source, float* end, int depth, int columns, in Strided panel)
        where TLane : struct, ILane<TLane>
    {
        float* from = source.Start;
        float* to = panel.Start;
        int p = 0;
        for (; p < depth && from + panel.Stride <= end; p++, from += source.Stride, to += panel.Stride)
        {
            for (nint j = 0; j < panel.Stride; j += TLane.Width)
            {
                TLane.Load(in from[j]).Store(ref to[j]);
            }
        }

        for (; p < depth; p++, from += source.Stride, to += panel.Stride)
        {
            new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(to, columns));
        }
    }

    /// <summary>panel[p, j] = source[j, p]; columns that are not there keep what they hold.</summary>
    /// <param name="source">Columns of the panel, one stride apart.</param>
    /// <param name="depth">Rows of the panel, the summed index.</param>
    /// <param name="columns">Columns to copy.</param>
    /// <param name="panel">The panel; its stride is its width.</param>
    public static void Columns(in Strided source, int depth, int columns, in Strided panel)
    {
        if (!Avx.IsSupported || depth < Square8.Side || columns < Square8.Side)
        {
            OneByOne(source, panel, depth, columns);
            return;
        }

        // The last squares may overlap those before them: what they share moves twice.
        for (int j = 0; j < columns; j = Next(j, columns))
        {
            float* from = source.Start + (j * source.Stride);
            float* to = panel.Start + j;
            for (int p = 0; p < depth; p = Next(p, depth))
            {
                Square8.Transpose(ref from[p], (int)source.Stride, ref to[p * panel.Stride], (int)panel.Stride);
            }
        }
    }

    /// <summary>Several whole panels at once, one behind the other: rows of b are then read in longer stretches.</summary>
    /// <typeparam name="TLane">Half a panel.</typeparam>
    /// <param name="source">Rows of the panels, the summed index, one stride apart.</param>
    /// <param name="depth">How many rows.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="target">Where they go.</param>
    public static void Panels<TLane>(in Strided source, int depth, int panels, float* target)
        where TLane : struct, ILane<TLane>
    {
        int width = 2 * TLane.Width;
        float* from = source.Start;
        for (int p = 0; p < depth; p++, from += source.Stride, target += width)
        {
            float* to = target;
            for (int panel = 0; panel < panels; panel++, to += depth * width)
            {
                TLane.Load(in from[panel * width]).Store(ref *to);
                TLane.Load(in from[(panel * width) + TLane.Width]).Store(ref to[TLane.Width]);
            }
        }
    }

    /// <summary>All whole panels of some columns of the right factor, one behind the other.</summary>
    /// <typeparam name="TLane">Half a panel.</typeparam>
    /// <param name="source">The right factor, from its first summed index on.</param>
    /// <param name="columnFrom">The first column.</param>
    /// <param name="columnTo">Behind the last column.</param>
    /// <param name="depth">How much of the summed index.</param>
    /// <param name="target">Where they go.</param>
    /// <returns>How many panels.</returns>
    public static int Right<TLane>(in RightFactor source, int columnFrom, int columnTo, int depth, float* target)
        where TLane : struct, ILane<TLane>
    {
        int width = 2 * TLane.Width;
        int panels = (columnTo - columnFrom) / width;
        int atOnce = source.IsTransposed ? 1 : ProductBlock.PanelsAtOnce;
        for (int panel = 0; panel < panels; panel += atOnce, target += atOnce * depth * width)
        {
            Strided from = source.At(columnFrom + (panel * width));
            if (source.IsTransposed)
            {
                Columns(from, depth, width, new Strided(target, width));
            }
            else
            {
                Panels<TLane>(from, depth, Math.Min(atOnce, panels - panel), target);
            }
        }

        return panels;
    }

    /// <summary>Floats that <see cref="Left"/> may write.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="depth">How much of the summed index.</param>
    /// <returns>The length of all panels, the last one whole, and what the last store reaches beyond.</returns>
    public static int LengthOfLeft(int rows, int depth) =>
        ((rows + Tile.Rows - 1) / Tile.Rows * LeftFactor.PackedStride * depth) + Square8.Side;

    /// <summary>target[p, i] = source[i, p] in panels of <see cref="Tile.Rows"/> rows i, as many floats for each summed index p.</summary>
    /// <remarks>Eight floats move at a time, two more than a panel has: those that are too many are overwritten by the next, or lie behind the last.</remarks>
    /// <param name="source">The left factor, from its first row and summed index on.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="depth">How much of the summed index.</param>
    /// <param name="target">Where the panels go, one behind the other.</param>
    public static void Left(in LeftFactor source, int rows, int depth, float* target)
    {
        for (int row = 0; row < rows; row += Tile.Rows, target += depth * LeftFactor.PackedStride)
        {
            float* from = source.Row(row);
            int p = 0;
            if (rows - row >= Square8.Side && Avx.IsSupported)
            {
                // Eight rows are there to read; the last two belong to the next panel.
                p = source.RowStride == 1 ? Lines(from, source.DepthStride, depth, target) : Squares(from, source.RowStride, depth, target);
            }

            int count = Math.Min(Tile.Rows, rows - row);
            for (; p < depth; p++)
            {
                for (int i = 0; i < count; i++)
                {
                    target[(p * LeftFactor.PackedStride) + i] = from[(i * source.RowStride) + (p * source.DepthStride)];
                }
            }
        }
    }

    private static int Lines(float* from, nint stride, int depth, float* to)
    {
        for (int p = 0; p < depth; p++, from += stride, to += LeftFactor.PackedStride)
        {
            Vector256.Store(Vector256.Load(from), to);
        }

        return depth;
    }

    private static int Squares(float* from, nint stride, int depth, float* to)
    {
        int p = 0;
        for (; p <= depth - Square8.Side; p += Square8.Side)
        {
            Square8.Transpose(ref from[p], (int)stride, ref to[p * LeftFactor.PackedStride], LeftFactor.PackedStride);
        }

        return p;
    }

    /// <summary>Where the next square starts, moved back where it would reach beyond the end.</summary>
    private static int Next(int start, int end)
    {
        int next = start + Square8.Side;
        return next < end ? Math.Min(next, end - Square8.Side) : end;
    }

    private static void OneByOne(in Strided source, in Strided panel, int depth, int columns)
    {
        for (int p = 0; p < depth; p++)
        {
            for (int j = 0; j < columns; j++)
            {
                panel.Start[(p * panel.Stride) + j] = source.Start[(j * source.Stride) + p];
            }
        }
    }
}
