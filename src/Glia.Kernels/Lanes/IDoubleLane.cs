namespace Glia.Kernels.Lanes;

/// <summary>A lane that computes in double, with loads and stores that do not round: for sums and intermediate results.</summary>
/// <typeparam name="TSelf">The lane itself.</typeparam>
internal interface IDoubleLane<TSelf> : ILane<TSelf>
    where TSelf : struct, IDoubleLane<TSelf>
{
    /// <summary>Loads <see cref="ILane{TSelf}.Width"/> doubles.</summary>
    /// <param name="source">The first of them.</param>
    /// <returns>The lane.</returns>
    static abstract TSelf Load(ref readonly double source);

    /// <summary>Stores <see cref="ILane{TSelf}.Width"/> doubles.</summary>
    /// <param name="target">Where the first goes.</param>
    void Store(ref double target);
}
