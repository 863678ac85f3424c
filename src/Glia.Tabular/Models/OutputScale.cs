namespace Glia.Tabular;

/// <summary>What stands between outputs and predictions.</summary>
/// <param name="TargetMean">Added to the scaled output of a regression, in the unit of the target.</param>
/// <param name="TargetScale">What the output of a regression is multiplied with; the standard deviation of the target in training.</param>
/// <param name="Threshold">Probability from which a row is of the second of two classes.</param>
public sealed record OutputScale(double TargetMean = 0, double TargetScale = 1, double Threshold = 0.5);
