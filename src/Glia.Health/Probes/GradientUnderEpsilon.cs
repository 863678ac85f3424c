using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Gradient under ε: of the weight gradients that are not exactly 0, more than half are smaller than the ε of Adam, AdamW or RMSprop, over all layers of an
/// epoch; and the network has learned nothing. Zeros are not counted: they are silent units, another matter.
/// </summary>
/// <remarks>Adam divides by √v + ε: far above ε every weight takes a step of the learning rate, far below none does, but for gradients that the rest of the network does not share, such as those of biases. Threshold: 92 % in the published 34 x 128 network where it fails.</remarks>
internal sealed class GradientUnderEpsilon : IProbe
{
    private EpochSignal? _since;

    /// <inheritdoc/>
    public void Started(TrainingRecord record) => _since = null;

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
        => _since ??= Share(signal) > record.Options.BelowEpsilonShare ? signal : null;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (_since is not null && evidence.Training is { Trainer: { } trainer } training && Progress.IsMissing(evidence))
        {
            LayerSignal worst = _since.Layers.MaxBy(layer => layer.BelowEpsilon ?? 0)!;
            yield return new Finding(
                Problems.GradientUnderEpsilon,
                worst.Name,
                [],
                Proof.Observed,
                _since.FirstStep,
                Share(_since)!.Value,
                evidence.Options.BelowEpsilonShare,
                "92 % in AutoTrainer's 34 x 128 case (ICSE 2021) where it fails" + Progress.Confirmed,
                Invariant($"{Words.Percent(Share(_since)!.Value)} of the weight gradients are smaller than the optimizer's ε of {Words.Number(trainer.Options.OptimizerEpsilon() ?? 0)} in epoch {_since.Epoch} (most at '{worst.Name}', {Words.Percent(worst.BelowEpsilon!.Value)}): they hardly move their weights.")
                + Progress.Say(training),
                "Mend what makes the gradient so small first (initialisation, normalisation); or a smaller ε, such as epsilon=1e-14.")
            {
                ChainRule = "Δw = −η · m / (√v + ε): where |∂L/∂w| is far below ε, the quotient is about 0 instead of 1, while biases with larger gradients still take whole steps of η.",
            };
        }
    }

    /// <summary>The mean over layers.</summary>
    private static double? Share(EpochSignal signal) => signal.Layers.Average(layer => layer.BelowEpsilon);
}
