namespace Glia.Kernels.Products;

/// <summary>The right factor of a product: its rows lie side by side, or its columns do.</summary>
/// <param name="start">The first number.</param>
/// <param name="stride">Floats from a row, or a column, to the next.</param>
/// <param name="end">Behind the last number.</param>
/// <param name="isTransposed">Whether numbers of a column, not of a row, lie side by side.</param>
internal readonly unsafe struct RightFactor(float* start, nint stride, float* end, bool isTransposed)
{
    public bool IsTransposed { get; } = isTransposed;

    /// <summary>Behind the last number that may be read.</summary>
    public float* End { get; } = end;

    /// <summary>The rest of it, from a summed index on.</summary>
    public RightFactor From(int depth) => new(start + (IsTransposed ? depth : depth * stride), stride, End, IsTransposed);

    /// <summary>The rows from a column on, or where transposed the columns.</summary>
    public Strided At(int column) => new(start + (IsTransposed ? column * stride : column), stride);
}
