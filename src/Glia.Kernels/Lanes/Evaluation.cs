namespace Glia.Kernels.Lanes;

/// <summary>How a formula is evaluated over spans of floats.</summary>
internal enum Evaluation
{
    /// <summary>In double, and where that leaves the rounding open in pairs of doubles: correctly rounded.</summary>
    Exact,

    /// <summary>In double, rounded once.</summary>
    Double,

    /// <summary>In float.</summary>
    Single,
}
