namespace Glia.Kernels.Products;

/// <summary>The left factor of a product, as it lies (a transposed one needs no copy, only other strides) or packed.</summary>
internal readonly unsafe struct LeftFactor
{
    /// <summary>Floats that the rows of a panel take for each summed index.</summary>
    public const int PackedStride = Tile.Rows;

    private readonly float* _start;
    private readonly nint _panelStride;

    /// <summary>Initializes a new instance of the <see cref="LeftFactor"/> struct that lies somewhere.</summary>
    /// <param name="start">The first number.</param>
    /// <param name="rowStride">Floats from a row to the next.</param>
    /// <param name="depthStride">Floats from a summed index to the next.</param>
    public LeftFactor(float* start, nint rowStride, nint depthStride)
        : this(start, rowStride, depthStride, Tile.Rows * rowStride)
    {
    }

    private LeftFactor(float* start, nint rowStride, nint depthStride, nint panelStride)
    {
        _start = start;
        RowStride = rowStride;
        DepthStride = depthStride;
        _panelStride = panelStride;
    }

    /// <summary>Gets the floats from a row to the next, within a panel.</summary>
    public nint RowStride { get; }

    /// <summary>Gets the floats from a summed index to the next.</summary>
    public nint DepthStride { get; }

    /// <summary>Gets a value indicating whether rows are in panels, which a tile may not straddle.</summary>
    public bool IsPacked => _panelStride != Tile.Rows * RowStride;

    /// <summary>Panels of <see cref="Tile.Rows"/> rows, as <see cref="Packing.Left"/> leaves them.</summary>
    public static LeftFactor Packed(float* start, int depth) => new(start, 1, PackedStride, (nint)depth * PackedStride);

    /// <summary>The first number of a row.</summary>
    public float* Row(int row) => _start + (row / Tile.Rows * _panelStride) + (row % Tile.Rows * RowStride);

    /// <summary>The rest of it, from a row that starts a panel and a summed index on.</summary>
    public LeftFactor From(int row, int depth) => new(Row(row) + (depth * DepthStride), RowStride, DepthStride, _panelStride);
}
