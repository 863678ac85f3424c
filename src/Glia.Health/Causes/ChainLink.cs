namespace Glia.Health.Causes;

/// <summary>One event of the chain that ends in a finding, as measured in the replay with nothing changed.</summary>
/// <param name="Step">The first step at which it held.</param>
/// <param name="Event">Its name in snake_case, such as <c>signal_collapses</c>.</param>
/// <param name="Text">What was measured, as a sentence.</param>
/// <param name="Value">The number.</param>
/// <param name="Threshold">What it was compared with.</param>
public sealed record ChainLink(long Step, string Event, string Text, double Value, double Threshold);
