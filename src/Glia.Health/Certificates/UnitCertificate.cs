namespace Glia.Health.Certificates;

/// <summary>What a certificate is about.</summary>
public enum UnitClaim
{
    /// <summary>A rectifier unit: z ≤ 0, so that output and slope are 0.</summary>
    NeverFires,

    /// <summary>An S-shaped unit: z stays in the low tail, where the slope is below 1 % of the largest.</summary>
    StaysLow,

    /// <summary>An S-shaped unit: z stays in the high tail.</summary>
    StaysHigh,
}

/// <summary>What is known of a claim.</summary>
public enum CertificateAnswer
{
    /// <summary>Neither proved nor refuted within the budget.</summary>
    Undecided,

    /// <summary>Holds for every input of the box.</summary>
    Proved,

    /// <summary>Does not hold: the witness is an input of the box that shows it.</summary>
    Refuted,
}

/// <summary>What gave the answer, in ascending order of effort.</summary>
public enum CertificateMethod
{
    /// <summary>No answer.</summary>
    None,

    /// <summary>Bounds forward, layer by layer.</summary>
    Intervals,

    /// <summary>Linear bounds, backward from the unit to the inputs.</summary>
    LinearBounds,

    /// <summary>Linear bounds over parts that the box was cut into.</summary>
    BranchAndBound,

    /// <summary>An input, found by climbing and run through the network itself.</summary>
    Witness,
}

/// <summary>The answer for one unit: a statement on every input of the box, about the float32 numbers that the network computes.</summary>
public sealed record UnitCertificate
{
    /// <summary>Gets the name of the activation layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Gets the unit.</summary>
    public required int Unit { get; init; }

    /// <summary>Gets what was asked.</summary>
    public required UnitClaim Claim { get; init; }

    /// <summary>Gets the answer.</summary>
    public required CertificateAnswer Answer { get; init; }

    /// <summary>Gets what gave it.</summary>
    public CertificateMethod Method { get; init; }

    /// <summary>Gets where z has to stay: at or below it (at or above it, for <see cref="UnitClaim.StaysHigh"/>).</summary>
    public required double Threshold { get; init; }

    /// <summary>Gets what z is proved not to pass, upward (downward, for <see cref="UnitClaim.StaysHigh"/>); infinite where nothing is known.</summary>
    public required double Bound { get; init; }

    /// <summary>Gets an input of the box that refutes the claim; empty unless it is refuted.</summary>
    public IReadOnlyList<float> Witness { get; init; } = [];

    /// <summary>Gets z of the witness as the network computes it.</summary>
    public float? WitnessZ { get; init; }

    /// <summary>Gets the regions that were bounded: 0 where the bounds of the whole network answered.</summary>
    public long Regions { get; init; }
}
