using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Over-large updates: rms(update) / rms(weights) of a layer above 0.1, as a mean over the samples of an epoch; and the network has learned nothing.
/// </summary>
/// <remarks>Threshold: the high end of the healthy range of TheDeepChecker (TOSEM 2022) and DeepDiagnosis (ICSE 2022). A short burst that the network survives is no fault.</remarks>
internal sealed class LearningRateTooHigh : IProbe
{
    private EpochSignal? _since;

    /// <inheritdoc/>
    public void Started(TrainingRecord record) => _since = null;

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
        => _since ??= signal.LargestUpdateRatio > record.Options.ThrownUpdateRatio ? signal : null;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (_since is not null && Progress.IsMissing(evidence))
        {
            LayerSignal worst = _since.Layers.MaxBy(layer => layer.UpdateRatio ?? 0)!;
            yield return new Finding(
                Problems.LearningRateTooHigh,
                worst.Name,
                [],
                Proof.Observed,
                _since.FirstStep,
                worst.UpdateRatio!.Value,
                evidence.Options.ThrownUpdateRatio,
                "The high end of TheDeepChecker's healthy range (TOSEM 2022), also DeepDiagnosis (ICSE 2022), 0.1" + Progress.Confirmed,
                Invariant($"One update changes the weights of '{worst.Name}' by {Words.Number(worst.UpdateRatio.Value)} times their size in epoch {_since.Epoch}: what a step learns the next one overwrites.")
                + Progress.Say(evidence.Training!),
                "Lower the learning rate (try a tenth), warm it up, or clip the gradient norm.")
            {
                ChainRule = "Δw = −η · ∂L/∂w holds only for small steps: here η is so large that z, f′(z) and with them ∂L/∂w are others after the step.",
            };
        }
    }
}
