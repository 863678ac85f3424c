namespace Glia.Tabular.Metrics;

/// <summary>Rows whose predicted class was given about the same probability: a point of the reliability diagram (Guo et al., ICML 2017, figure 1).</summary>
/// <param name="Rows">How many.</param>
/// <param name="Predicted">The mean probability given to the predicted class, rows weighted.</param>
/// <param name="Observed">The share that was right, rows weighted; the same as <paramref name="Predicted"/> where probabilities are honest.</param>
public sealed record ReliabilityBin(int Rows, double Predicted, double Observed);
