namespace Glia.Kernels.Products;

/// <summary>Work that splits into pieces which write disjoint outputs.</summary>
internal interface ITeamWork
{
    /// <summary>Does one piece.</summary>
    /// <param name="piece">Where it begins and ends.</param>
    void Run(Piece piece);
}
