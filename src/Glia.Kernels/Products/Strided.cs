namespace Glia.Kernels.Products;

/// <summary>Rows of numbers that lie side by side, one row a stride behind the other.</summary>
/// <param name="start">The first number.</param>
/// <param name="stride">Floats from a row to the next.</param>
internal readonly unsafe struct Strided(float* start, nint stride)
{
    public readonly float* Start = start;
    public readonly nint Stride = stride;
}
