using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Bias step against the signal: rms(one update of the biases) / rms(z) of a hidden layer above 1; and the network has learned nothing. One step then moves a unit
/// by more than the data do: units drift out of reach of all rows together, and die.
/// </summary>
/// <remarks>Threshold: in the published 34 x 128 network, where activations are 1e-6 and bias steps 1e-3, it is about 1000; healthy networks stay below 0.1.</remarks>
internal sealed class BiasStep : IProbe
{
    private EpochSignal? _since;

    /// <inheritdoc/>
    public void Started(TrainingRecord record) => _since = null;

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
        // A query takes half a hundredth of the training of a small network.
        for (int hidden = 0; _since is null && hidden < signal.Layers.Count - 1; hidden++)
        {
            _since = signal.Layers[hidden].BiasStep > record.Options.BiasStepRatio ? signal : null;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (_since is not null && Progress.IsMissing(evidence))
        {
            LayerSignal worst = _since.Layers.SkipLast(1).MaxBy(layer => layer.BiasStep ?? 0)!;
            yield return new Finding(
                Problems.BiasStep,
                worst.Name,
                [],
                Proof.Observed,
                _since.FirstStep,
                worst.BiasStep!.Value,
                evidence.Options.BiasStepRatio,
                "About 1000 in AutoTrainer's 34 x 128 case (ICSE 2021), below 0.1 in healthy networks" + Progress.Confirmed,
                Invariant($"One step moves the biases of '{worst.Name}' by {Words.Number(worst.BiasStep.Value)} times the size of its pre-activations, in epoch {_since.Epoch}: the step, not the data, decides whether a unit fires.")
                + Progress.Say(evidence.Training!),
                "Mend the size of the signal (initialise by the activation, or normalise); or lower the learning rate, or keep the biases at 0 for a while.")
            {
                ChainRule = "∂L/∂b = ∂L/∂z · 1, ∂L/∂w = ∂L/∂z · x: where x is tiny, the bias takes whole steps and the weights none, and z becomes b alone: the same on every row.",
            };
        }
    }
}
