using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>One product c = A · b, where A is read by strides so that a transposed one needs no copy.</summary>
internal readonly unsafe struct ProductWork : ITeamWork
{
    // A part's share is a multiple of these, so that full tiles stay full.
    private const int RowGrain = Tile.Rows;
    private const int ColumnGrain = 32;

    private readonly float* _a;
    private readonly nint _rowStride;
    private readonly nint _depthStride;
    private readonly float* _b;
    private readonly float* _c;
    private readonly int _rows;
    private readonly int _depth;
    private readonly int _columns;

    public ProductWork(float* a, nint rowStride, nint depthStride, float* b, float* c, int rows, int depth, int columns)
    {
        _a = a;
        _rowStride = rowStride;
        _depthStride = depthStride;
        _b = b;
        _c = c;
        _rows = rows;
        _depth = depth;
        _columns = columns;
    }

    public void Run(int part, int parts)
    {
        // Rows where every part gets enough of them, else columns.
        if (parts == 1 || _rows >= 2 * RowGrain * parts)
        {
            (int from, int to) = Share(_rows, RowGrain, part, parts);
            Block(from, to, 0, _columns);
        }
        else
        {
            (int from, int to) = Share(_columns, ColumnGrain, part, parts);
            Block(0, _rows, from, to);
        }
    }

    private static (int From, int To) Share(int total, int grain, int part, int parts)
    {
        int grains = (total + grain - 1) / grain;
        long from = (long)grains * part / parts * grain;
        long to = (long)grains * (part + 1) / parts * grain;
        return ((int)Math.Min(from, total), (int)Math.Min(to, total));
    }

    private void Block(int rowFrom, int rowTo, int columnFrom, int columnTo)
    {
        int column = columnFrom;
        if (Vector512.IsHardwareAccelerated)
        {
            column = Panels<Single16>(rowFrom, rowTo, column, columnTo);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            column = Panels<Single8>(rowFrom, rowTo, column, columnTo);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            column = Panels<Single4>(rowFrom, rowTo, column, columnTo);
        }

        Panels<Single1>(rowFrom, rowTo, column, columnTo);
    }

    /// <summary>All columns that this lane fills, two lanes at a time as far as they go.</summary>
    private int Panels<TLane>(int rowFrom, int rowTo, int column, int columnTo)
        where TLane : struct, ILane<TLane>
    {
        int width = TLane.Width;
        for (; column + (2 * width) <= columnTo; column += 2 * width)
        {
            int row = rowFrom;
            for (; row + Tile.Rows <= rowTo; row += Tile.Rows)
            {
                Tile.FourByTwo<TLane>(A(row), _rowStride, _depthStride, _b + column, _columns, C(row, column), _depth);
            }

            for (; row < rowTo; row++)
            {
                Tile.OneByTwo<TLane>(A(row), _depthStride, _b + column, _columns, C(row, column), _depth);
            }
        }

        for (; column + width <= columnTo; column += width)
        {
            int row = rowFrom;
            for (; row + Tile.Rows <= rowTo; row += Tile.Rows)
            {
                Tile.FourByOne<TLane>(A(row), _rowStride, _depthStride, _b + column, _columns, C(row, column), _depth);
            }

            for (; row < rowTo; row++)
            {
                Tile.OneByOne<TLane>(A(row), _depthStride, _b + column, _columns, C(row, column), _depth);
            }
        }

        return column;
    }

    private float* A(int row) => _a + (row * _rowStride);

    private float* C(int row, int column) => _c + ((nint)row * _columns) + column;
}
