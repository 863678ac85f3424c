namespace Glia.Kernels.Products;

/// <summary>How large a block of the left factor may be that meets all panels of the right one before the next block has its turn.</summary>
/// <remarks>
/// A longer summed index reads and writes the result less often; block and panels then have to fit the second-level cache.
/// <c>Glia.Benchmarks -- micro blocking</c> measures the choice. Results do not depend on it.
/// </remarks>
/// <param name="Rows">Rows at most.</param>
/// <param name="Depth">Summed indices at most.</param>
internal readonly record struct Blocking(int Rows, int Depth)
{
    /// <summary>What products use: 576 KiB of A, and 96 KiB for each panel of B at 512 bits.</summary>
    public static Blocking Usual => new(192, 768);

    /// <summary>What they use for few rows: a panel of B that meets only a few tiles is better in the first-level cache (32 x 512 x 2048 takes 0.8 of the time).</summary>
    public static Blocking FewRows => new(192, 384);
}
