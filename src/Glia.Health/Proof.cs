namespace Glia.Health;

/// <summary>How far the evidence for a statement reaches.</summary>
public enum Proof
{
    /// <summary>True of the rows that were looked at; nothing is said of others.</summary>
    Observed,

    /// <summary>Silent on N rows that took no part in training, so that its firing rate is at most 3/N with 95 % confidence
    /// (the rule of three: Hanley and Lippman-Hand, JAMA 249, 1983).</summary>
    Bounded,

    /// <summary>True for every input of a box (the ranges of the data, one-hot groups), by bounds that take rounding into account: see
    /// <see cref="Certificates.Certifier"/>.</summary>
    Certified,
}
