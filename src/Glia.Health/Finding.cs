namespace Glia.Health;

/// <summary>One statement of health: what, where, since when, how well proved, and what to do.</summary>
/// <param name="Problem">One of <see cref="Problems"/>.</param>
/// <param name="Layer">Name of the layer it was found in; "input" for the batch itself, "loss" for the loss.</param>
/// <param name="Units">Units concerned, ascending; empty when the statement is about the whole layer or network.</param>
/// <param name="Proof">How far the evidence reaches.</param>
/// <param name="SinceStep">First step at which it held; null when no training was watched.</param>
/// <param name="Value">The measured number; always finite.</param>
/// <param name="Threshold">The number it was compared with.</param>
/// <param name="ThresholdSource">Where the threshold comes from.</param>
/// <param name="Evidence">A sentence with the numbers.</param>
/// <param name="Advice">One sentence: what to do.</param>
public sealed record Finding(
    string Problem,
    string Layer,
    IReadOnlyList<int> Units,
    Proof Proof,
    long? SinceStep,
    double Value,
    double Threshold,
    string ThresholdSource,
    string Evidence,
    string Advice)
{
    /// <summary>Gets which factor of the chain rule is 0 or wrong, in a sentence: ∂L/∂w = ∂L/∂y · f′(z) · x; null where the problem is no matter
    /// of a product.</summary>
    public string? ChainRule { get; init; }
}
