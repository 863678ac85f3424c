namespace Glia.Tabular;

/// <summary>What calibrating came to.</summary>
/// <param name="Temperature">What logits are divided by; above 1 where the network was too sure of itself, below 1 where it was not sure enough.</param>
/// <param name="Note">Why the temperature was left at 1; null where it was fitted.</param>
/// <param name="Parts">By part: validation, which the temperature was fitted on, and test, which it was not.</param>
public sealed record CalibrationRecord(double Temperature, string? Note, IReadOnlyDictionary<string, CalibrationScores> Parts);

/// <summary>How honest probabilities were before and after.</summary>
/// <param name="Rows">Rows judged.</param>
/// <param name="LogLossBefore">Log loss of the network's own probabilities.</param>
/// <param name="LogLossAfter">Log loss of the calibrated ones.</param>
/// <param name="ErrorBefore">Expected calibration error of the network's own, see <see cref="Metrics.CalibrationError"/>.</param>
/// <param name="ErrorAfter">Expected calibration error of the calibrated ones.</param>
public sealed record CalibrationScores(int Rows, double LogLossBefore, double LogLossAfter, double ErrorBefore, double ErrorAfter)
{
    /// <summary>Gets the reliability diagram of the network's own probabilities, see <see cref="Metrics.CalibrationError.Reliability"/>; empty in records of older versions.</summary>
    public IReadOnlyList<Metrics.ReliabilityBin> BinsBefore { get; init; } = [];

    /// <summary>Gets the reliability diagram of the calibrated ones.</summary>
    public IReadOnlyList<Metrics.ReliabilityBin> BinsAfter { get; init; } = [];
}
