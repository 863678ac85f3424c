namespace Glia.Kernels.Products;

/// <summary>
/// What is read next and lies far: fetched into the second-level cache while tiles compute. With every summed index a tile fetches one line; the next tile fetches those beside.
/// </summary>
/// <param name="Start">The first line.</param>
/// <param name="Step">Floats from a line to that of the next summed index.</param>
/// <param name="Turn">Floats from a tile's first line to that of the next tile.</param>
/// <param name="Tiles">Tiles that fetch; 0: nothing is to be fetched.</param>
internal readonly unsafe record struct Fetch(nint Start, nint Step, nint Turn, int Tiles)
{
    /// <summary>Floats of a line.</summary>
    private const int Line = 16;

    /// <summary>A stretch of memory, as long as one panel of the right factor.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="depth">The summed index.</param>
    /// <param name="width">Floats for each summed index.</param>
    /// <param name="tiles">Tiles that share it.</param>
    /// <returns>What they fetch.</returns>
    public static Fetch Stretch(float* start, int depth, int width, int tiles)
    {
        int step = (width / Math.Max(1, tiles)) + 1;
        return new((nint)start, step, (nint)step * depth, tiles);
    }

    /// <summary>A part of rows of the right factor as they lie.</summary>
    /// <param name="rows">From the first column on.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="part">Which part of them.</param>
    /// <param name="parts">How many parts.</param>
    /// <returns>What the tiles of one panel fetch.</returns>
    public static Fetch Columns(in Strided rows, int columns, int part, int parts)
    {
        int lines = columns / Line, from = lines * part / parts;
        return new((nint)(rows.Start + (from * Line)), rows.Stride, Line, (lines * (part + 1) / parts) - from);
    }
}
