using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>A block of A against all panels of B.</summary>
internal readonly unsafe ref struct ProductBlock
{
    /// <summary>Rows of results that go through a buffer at a time, where a panel is wider than what is left of c, or c is turned.</summary>
    public const int BufferRows = 8 * Tile.Rows;

    /// <summary>How many panels of B are copied at once where they are.</summary>
    public const int PanelsAtOnce = 4;

    /// <summary>A part of B with so many floats, 32 KiB, is read as it lies: it stays in the first-level cache.</summary>
    private const int Near = 8192;

    /// <summary>A part of B with so many floats, 1 MiB, comes from far: it is worth copying if more than one tile reads it (16 rows by 2048 x 2048 take two thirds of the time so).</summary>
    private const int Far = 1 << 18;

    /// <summary>Tiles of so many rows, one below the other, are too few for a panel of B from the second-level cache to be worth copying.</summary>
    private const int FewTiles = 4;

    public required LeftFactor A { get; init; }

    public required RightFactor B { get; init; }

    public required Strided C { get; init; }

    /// <summary>Whether c gets the result transposed.</summary>
    public required bool Turned { get; init; }

    /// <summary>Panels of B that are packed already, from the first column on.</summary>
    public required float* Ahead { get; init; }

    /// <summary>How many.</summary>
    public required int PanelsAhead { get; init; }

    /// <summary>Memory for <see cref="PanelsAtOnce"/> panels of B.</summary>
    public required float* Panel { get; init; }

    /// <summary>Memory for results.</summary>
    public required float* Buffer { get; init; }

    public required int Rows { get; init; }

    public required int Depth { get; init; }

    /// <summary>Whether c goes on from what it holds.</summary>
    public required bool Add { get; init; }

    /// <summary>Whether rows are so few that a panel of B meets only a few tiles.</summary>
    /// <param name="rows">How many.</param>
    /// <returns>True up to 48 with 512 bits, below 24 with fewer: 32 x 256 x 512 takes 0.9 of the time without a copy, with 256 bits as long.</returns>
    public static bool HasFewRows(int rows) => Vector512.IsHardwareAccelerated ? rows <= FewTiles * TallTile.Rows : rows < FewTiles * Tile.Rows;

    public void Run<TLane>(int columnFrom, int columnTo)
        where TLane : struct, ILane<TLane>
    {
        int width = 2 * TLane.Width;
        int column = columnFrom;
        for (int i = 0; i < PanelsAhead; i++, column += width)
        {
            float* panel = Ahead + (i * Depth * width);
            Fetch next = Fetch.Stretch(panel + (Depth * width), Depth, width, Rows / TallTile.Rows);
            Tile.Panel<TLane>(A, new Strided(panel, width), new Strided(C.Start + column, C.Stride), Rows, 2, Depth, Add, next);
        }

        while (Rows == 1 && !B.IsTransposed && !Turned && column + (SingleRow.Lanes * TLane.Width) <= columnTo)
        {
            SingleRow.Multiply<TLane>(A.Row(0), A.DepthStride, B.At(column), C.Start + column, Depth, Add);
            column += SingleRow.Lanes * TLane.Width;
        }

        long spread = Depth * B.At(0).Stride;
        bool pack = !B.IsTransposed && !Turned && ((!HasFewRows(Rows) && spread > Near) || (Rows > TallTile.Rows && spread > Far));
        while (column + width <= columnTo)
        {
            int panels = pack ? Math.Min(PanelsAtOnce, (columnTo - column) / width) : 1;
            if (pack)
            {
                Packing.Panels<TLane>(B.At(column), Depth, panels, Panel);
                int behind = column + (panels * width);
                for (int i = 0; i < panels; i++)
                {
                    Strided b = new(Panel + (i * Depth * width), width);
                    Fetch next = Fetch.Columns(B.At(behind), Math.Min(PanelsAtOnce * width, columnTo - behind), i, panels);
                    Tile.Panel<TLane>(A, b, new Strided(C.Start + column + (i * width), C.Stride), Rows, 2, Depth, Add, next);
                }
            }
            else
            {
                Panels<TLane>(column, 2, width);
            }

            column += panels * width;
        }

        if (columnTo - column > 3 * TLane.Width / 2)
        {
            // A panel that is not filled takes no longer than the lane before and one that is not filled either.
            Panels<TLane>(column, 2, columnTo - column);
            return;
        }

        if (column + TLane.Width <= columnTo)
        {
            Panels<TLane>(column, 1, TLane.Width);
            column += TLane.Width;
        }

        if (column < columnTo)
        {
            Narrow<TLane>(column, columnTo - column);
        }
    }

    /// <summary>Fewer columns than a lane: in the narrowest lane that holds them.</summary>
    private void Narrow<TLane>(int column, int columns)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Width > 4 && columns <= 4)
        {
            Panels<Single4>(column, 1, columns);
        }
        else if (TLane.Width > 8 && columns <= 8)
        {
            Panels<Single8>(column, 1, columns);
        }
        else
        {
            Panels<TLane>(column, 1, columns);
        }
    }

    private void Panels<TLane>(int column, int lanes, int columns)
        where TLane : struct, ILane<TLane>
    {
        int width = lanes * TLane.Width;
        Strided b = Right<TLane>(column, columns, width);
        if (columns == width && !Turned)
        {
            Tile.Panel<TLane>(A, b, new Strided(C.Start + column, C.Stride), Rows, lanes, Depth, Add);
            return;
        }

        Strided buffer = new(Buffer, width);
        for (int row = 0; row < Rows; row += BufferRows)
        {
            int rows = Math.Min(BufferRows, Rows - row);
            Strided c = Turned ? new(C.Start + (column * C.Stride) + row, C.Stride) : new(C.Start + (row * C.Stride) + column, C.Stride);
            if (Add && Turned)
            {
                Packing.Columns(c, rows, columns, buffer);
            }
            else if (Add)
            {
                Move(c, buffer, rows, columns);
            }

            Tile.Panel<TLane>(A.From(row, 0), b, buffer, rows, lanes, Depth, Add);
            if (Turned)
            {
                Packing.Columns(buffer, columns, rows, c);
            }
            else
            {
                Move(buffer, c, rows, columns);
            }
        }
    }

    /// <summary>A panel of B, as it lies or copied.</summary>
    private Strided Right<TLane>(int column, int columns, int width)
        where TLane : struct, ILane<TLane>
    {
        Strided here = B.At(column);
        if (!B.IsTransposed && columns == width)
        {
            return here;
        }

        Strided panel = new(Panel, width);
        if (B.IsTransposed)
        {
            Packing.Columns(here, Depth, columns, panel);
        }
        else
        {
            Packing.Rows<TLane>(here, B.End, Depth, columns, panel);
        }

        return panel;
    }

    /// <summary>Copies rows, eight floats at a time where there are as many; the last eight may overlap those before.</summary>
    private static void Move(in Strided source, in Strided target, int rows, int columns)
    {
        float* from = source.Start;
        float* to = target.Start;
        for (int row = 0; row < rows; row++, from += source.Stride, to += target.Stride)
        {
            if (columns < Square8.Side)
            {
                new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(to, columns));
                continue;
            }

            for (int j = 0; j < columns - Square8.Side; j += Square8.Side)
            {
                Vector256.Store(Vector256.Load(from + j), to + j);
            }

            Vector256.Store(Vector256.Load(from + (columns - Square8.Side)), to + (columns - Square8.Side));
        }
    }
}
