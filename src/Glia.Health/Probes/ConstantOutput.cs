using Glia.Health.Measures;
using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Constant output: over all training rows every output of the network stays within 1e-3 (logits, or standard deviations of the target), though the targets differ,
/// and no other finding says why already (some dead units in a layer do not).
/// </summary>
/// <remarks>Threshold: a thousandth of a logit moves a probability by at most 0.025 %.</remarks>
internal sealed class ConstantOutput : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { Trainer: { } trainer } training || evidence.Train is not { } train || !(training.LossShare >= evidence.Options.UnlearnedLossShare)
            || train.Rows < evidence.Options.MinimumRows || evidence.Found.Any(finding => !Problems.IsMinor(finding.Problem)))
        {
            yield break;
        }

        UnitCounts outputs = train.Counts[^1];
        bool classes = trainer.Loss.Name is "binary_cross_entropy" or "softmax_cross_entropy";
        double scale = classes ? 1 : Math.Sqrt(Enumerable.Range(0, training.Train.TargetWidth).Max(column => ConstantGuess.Variance(training.Train, column)));
        double range = Enumerable.Range(0, outputs.Units).Max(unit => (double)outputs.Max[unit] - outputs.Min[unit]) / scale;
        if (range < evidence.Options.ConstantOutputRange && outputs.NonFiniteRows == 0)
        {
            yield return new Finding(
                Problems.ConstantOutput,
                evidence.Stages[^1].Name,
                [],
                Proof.Observed,
                null,
                range,
                evidence.Options.ConstantOutputRange,
                classes ? "A thousandth of a logit moves a probability by at most 0.025 %" : "A thousandth of the target's standard deviation",
                Invariant($"Over all {train.Rows} training rows the network's outputs differ by {Words.Number(range)} {(classes ? "logits" : "standard deviations of the target")} at most: it gives one answer to everything.")
                + Progress.Say(training),
                "Standardise the inputs, initialise by the activation, and lower the learning rate.")
            {
                ChainRule = "∂y/∂x is the product of weights and slopes along the layers: one of its factors is 0 or nearly so on every row, and what the rows differ by is lost there.",
            };
        }
    }
}
