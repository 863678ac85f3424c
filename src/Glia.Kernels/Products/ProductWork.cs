using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>
/// One product c = A · B: blocks of A that fit the second-level cache meet panels of B, two lanes wide, that fit the first. What lies badly
/// for that is copied into place before.
/// </summary>
internal readonly unsafe struct ProductWork : ITeamWork
{
    private const int WidestPanel = 32;

    /// <summary>Floats of B, 8 MiB, that are packed before the blocks of A meet them.</summary>
    private const int MostAhead = 1 << 21;

    /// <summary>Columns for every thread that are worth small pieces, which then have half a panel or more.</summary>
    private const int WideEnough = 4 * WidestPanel;

    private readonly LeftFactor _a;
    private readonly RightFactor _b;
    private readonly Strided _c;
    private readonly bool _turned;
    private readonly int _rows;
    private readonly int _depth;
    private readonly int _columns;
    private readonly Blocking _blocking;

    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="c">The result.</param>
    /// <param name="turned">Whether the result is to be transposed.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="depth">The summed index.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="blocking">The largest block of A.</param>
    public ProductWork(LeftFactor a, RightFactor b, Strided c, bool turned, int rows, int depth, int columns, Blocking blocking)
    {
        _blocking = blocking;
        _a = a;
        _b = b;
        _c = c;
        _turned = turned;
        _rows = rows;
        _depth = depth;
        _columns = columns;
    }

    /// <summary>Gets a value indicating whether pieces are rows, and not columns.</summary>
    private bool ByRows { get; init; }

    /// <summary>Does all of it, with others where there are some.</summary>
    /// <param name="team">The others.</param>
    public void Run(Team? team)
    {
        if (team is null)
        {
            Run(Piece.All);
            return;
        }

        // The longer side, where every thread gets enough of it: each piece packs its own part of the factor that belongs to that side, and all of the other.
        // Of B that is so much that small pieces of rows do not pay.
        bool enoughRows = _rows >= 4 * Tile.Rows * team.Threads;
        bool enoughColumns = _columns >= WideEnough * team.Threads;
        bool byRows = enoughRows && (_rows >= _columns || !enoughColumns);
        team.Run(this with { ByRows = byRows }, even: byRows || !enoughColumns);
    }

    public void Run(Piece piece)
    {
        (int rowFrom, int rowTo) = ByRows ? piece.Of(_rows, Tile.Rows) : (0, _rows);
        (int columnFrom, int columnTo) = ByRows ? (0, _columns) : piece.Of(_columns, WidestPanel);
        if (rowFrom < rowTo && columnFrom < columnTo)
        {
            Part(rowFrom, rowTo, columnFrom, columnTo);
        }
    }

    private void Part(int rowFrom, int rowTo, int columnFrom, int columnTo)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Blocks<Single16>(rowFrom, rowTo, columnFrom, columnTo);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Blocks<Single8>(rowFrom, rowTo, columnFrom, columnTo);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Blocks<Single4>(rowFrom, rowTo, columnFrom, columnTo);
        }
        else
        {
            Blocks<Single1>(rowFrom, rowTo, columnFrom, columnTo);
        }
    }

    private void Blocks<TLane>(int rowFrom, int rowTo, int columnFrom, int columnTo)
        where TLane : struct, ILane<TLane>
    {
        int most = EvenPart(rowTo - rowFrom, _blocking.Rows, TallTile.Rows);
        int longest = EvenPart(_depth, _blocking.Depth, Square8.Side);

        // Where several blocks of A meet B, its panels are packed once for all of them.
        bool ahead = !_turned && rowTo - rowFrom > most && columnTo - columnFrom >= WidestPanel;
        int widest = ahead ? EvenPart(columnTo - columnFrom, MostAhead / longest, WidestPanel) : columnTo - columnFrom;
        bool pack = WorthPacking(most, longest, columnTo - columnFrom);
        int panels = ahead ? longest * widest : 0;
        int panel = longest * WidestPanel * ProductBlock.PanelsAtOnce;
        int buffer = ProductBlock.BufferRows * WidestPanel;
        Span<float> memory = MemoryMarshal.Cast<byte, float>(Scratch.Take(sizeof(float) * (panels + panel + buffer + (pack ? Packing.LengthOfLeft(most, longest) : 0))));
        fixed (float* start = memory)
        {
            float* beside = start + panels;
            for (int column = columnFrom; column < columnTo; column += widest)
            {
                int columnEnd = Math.Min(column + widest, columnTo);
                for (int depth = 0; depth < _depth; depth += longest)
                {
                    int length = Math.Min(longest, _depth - depth);
                    RightFactor b = _b.From(depth);
                    int packed = ahead ? Packing.Right<TLane>(b, column, columnEnd, length, start) : 0;
                    for (int row = rowFrom; row < rowTo; row += most)
                    {
                        int rows = Math.Min(most, rowTo - row);
                        LeftFactor a = _a.From(row, depth);
                        if (pack)
                        {
                            float* left = beside + panel + buffer;
                            Packing.Left(a, rows, length, left);
                            a = LeftFactor.Packed(left, length);
                        }

                        new ProductBlock
                        {
                            A = a,
                            B = b,
                            C = _turned ? new Strided(_c.Start + row, _c.Stride) : new Strided(_c.Start + (row * _c.Stride), _c.Stride),
                            Turned = _turned,
                            Ahead = start,
                            PanelsAhead = packed,
                            Panel = beside,
                            Buffer = beside + panel,
                            Rows = rows,
                            Depth = length,
                            Add = depth > 0,
                        }.Run<TLane>(column, columnEnd);
                    }
                }
            }
        }
    }

    /// <summary>Parts of nearly the same size: how long all but the last are, in whole grains.</summary>
    private static int EvenPart(int total, int most, int grain)
    {
        if (total <= most)
        {
            return total;
        }

        int parts = (total + most - 1) / most;
        return (((total + parts - 1) / parts) + grain - 1) / grain * grain;
    }

    /// <summary>Whether a block of A is read so often, and lies so far apart, that a copy saves more than it costs.</summary>
    /// <remarks>What lies in rows is read well as it is: 128 x 784 x 512 loses 2 % to a copy, 512 x 2048 x 2048 wins 2 %.</remarks>
    private bool WorthPacking(int rows, int depth, int columns)
    {
        const int Page = 1024;
        int often = (_a.DepthStride == 1 ? 64 : 4) * WidestPanel;
        return columns >= often && rows >= 8 * Tile.Rows && depth >= 32 && Math.Max(_a.RowStride, _a.DepthStride) >= Page / 2;
    }
}
