using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>What stands between outputs and predictions.</summary>
/// <param name="TargetMean">Added to the scaled output of a regression, in the unit of the target.</param>
/// <param name="TargetScale">What the output of a regression is multiplied with; the standard deviation of the target in training.</param>
/// <param name="Threshold">Probability from which a row is of the second of two classes; of the probability before calibration, where there is one.</param>
public sealed record OutputScale(double TargetMean = 0, double TargetScale = 1, double Threshold = 0.5)
{
    /// <summary>
    /// Gets the temperature that logits are divided by before they become probabilities, in float32; null: not calibrated. The label is that of the undivided logits, so that calibration
    /// never changes it. Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>Gets what the output of a regression is of the prediction; with <see cref="OutputLink.Log"/> that is exp(output) · <see cref="TargetScale"/>, the mean of the target in training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public OutputLink Link { get; init; }

    /// <summary>Gets unit, threshold and temperature of each target where there are several, in the order of outputs; null for one. What all share, link and quantile, stands here and there.</summary>
    public IReadOnlyList<OutputScale>? Targets { get; init; }

    /// <summary>Gets which quantile of the target is predicted, 0 … 1; null: not one.</summary>
    public double? Quantile { get; init; }

    /// <summary>Whether any probability is a calibrated one.</summary>
    internal bool IsCalibrated => Temperature is not null || Targets?.Any(target => target.Temperature is not null) == true;

    /// <summary>The same without temperatures.</summary>
    internal OutputScale Uncalibrated => this with { Temperature = null, Targets = Targets?.Select(target => target with { Temperature = null }).ToArray() };

    /// <summary>What stands between one output and its prediction.</summary>
    internal OutputScale Of(int target) => Targets is { } several ? several[target] : this;

    /// <summary>Whether a reader that knows unit and threshold alone reads it right.</summary>
    internal bool IsPlain => this == new OutputScale(TargetMean, TargetScale, Threshold);
}
