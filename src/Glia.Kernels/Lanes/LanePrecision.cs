namespace Glia.Kernels.Lanes;

/// <summary>What a lane computes in.</summary>
public enum LanePrecision
{
    /// <summary>float: 24 bits. Formulas in it are the fast ones.</summary>
    Single,

    /// <summary>Two floats, not normalised: some 44 bits, functions good to about 2⁻³⁸. Rounds most results to float, at a lower price than double.</summary>
    Pair,

    /// <summary>double: 53 bits. Functions are good to about 2⁻⁴³, enough to round nearly every result to float.</summary>
    Double,

    /// <summary>Two doubles: some 104 bits. Decides the roundings that double leaves open, and serves float64 results.</summary>
    Wide,
}
