namespace Glia.Networks;

/// <summary>One epoch in numbers.</summary>
/// <param name="Epoch">Number, the first is 1.</param>
/// <param name="TrainLoss">
/// Weighted mean of the loss over the rows of the epoch, each as it was seen: in training mode, while the weights moved.
/// </param>
/// <param name="ValidationLoss">Loss of the validation rows after the epoch, in prediction mode; null without them.</param>
/// <param name="TrainMetric">Metric of the training outputs as they were seen; null without a metric, or where rows are streamed.</param>
/// <param name="ValidationMetric">Metric of the validation outputs after the epoch; null without a metric or validation rows.</param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="Seconds">Time of the epoch, with validation.</param>
/// <param name="RowsPerSecond">Training rows a second, without validation.</param>
public sealed record EpochRecord(
    int Epoch,
    double TrainLoss,
    double? ValidationLoss,
    double? TrainMetric,
    double? ValidationMetric,
    double LearningRate,
    double Seconds,
    double RowsPerSecond)
{
    /// <summary>
    /// Gets the loss by which the best weights, patience and plateaus are judged: <see cref="ValidationLoss"/>, or without validation
    /// rows the loss of all training rows (of their sample where they are streamed) after the epoch, in prediction mode, so that it belongs to the weights that are kept
    /// (<see cref="TrainLoss"/> where only the last weights are).
    /// </summary>
    public double MonitoredLoss { get; init; } = ValidationLoss ?? TrainLoss;
}
