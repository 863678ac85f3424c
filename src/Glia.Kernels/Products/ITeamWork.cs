namespace Glia.Kernels.Products;

/// <summary>Work that splits into parts which write disjoint outputs.</summary>
internal interface ITeamWork
{
    /// <summary>Does one part.</summary>
    /// <param name="part">Which, from 0.</param>
    /// <param name="parts">Of how many.</param>
    void Run(int part, int parts);
}
