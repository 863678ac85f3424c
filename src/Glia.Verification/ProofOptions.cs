namespace Glia.Verification;

/// <summary>How much of a function is looked at.</summary>
public sealed record ProofOptions
{
    /// <summary>Gets which floats are tried: every one, or every n-th in the order of their bits. Special inputs are always tried.</summary>
    public long Stride { get; init; } = 1;

    /// <summary>Gets where among the first <see cref="Stride"/> floats the sample starts.</summary>
    public long Offset { get; init; }

    /// <summary>Gets how many threads work; 0 for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Gets how many inputs are tried of each further quantity: of other parameters, of float64 and, of all there are, of 16 bits. 0 leaves them out,
    /// and does so unless told.
    /// </summary>
    public int Dense { get; init; }

    /// <summary>Gets a value indicating whether the fast variant is measured in the same pass.</summary>
    public bool Fast { get; init; }
}
