using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Learning rate too low: in every measured epoch and every layer rms(update) / rms(weights) is below 1e-4, the gradients are sound (rms(g of the first layer) / rms(g of
/// the last) above 1e-3, gradient per weight above 1e-6), and the network has learned nothing.
/// </summary>
/// <remarks>Threshold: the low end of the healthy range of TheDeepChecker (TOSEM 2022). Told from vanishing by the gradients, which here are as large in the first layer as in the last.</remarks>
internal sealed class LearningRateTooLow : IProbe
{
    private double _largest;
    private bool _sound;

    /// <inheritdoc/>
    public void Started(TrainingRecord record) => (_largest, _sound) = (0, true);

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
        _largest = Math.Max(_largest, signal.LargestUpdateRatio ?? 0);
        _sound &= signal.Layers.All(layer => !(layer.GradientPerWeight < record.Options.StarvedGradientRatio))
            && !(signal.GradientRatio < record.Options.VanishingRatio)
            && signal.Layers.All(layer => layer.GradientRms > 0);
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is { NonFiniteStep: null } training && _sound && _largest > 0 && _largest < evidence.Options.TimidUpdateRatio
            && training.LossShare >= evidence.Options.UnlearnedLossShare)
        {
            yield return new Finding(
                Problems.LearningRateTooLow,
                "loss",
                [],
                Proof.Observed,
                training.FirstSignal!.FirstStep,
                _largest,
                evidence.Options.TimidUpdateRatio,
                "The low end of TheDeepChecker's healthy range (TOSEM 2022), 1e-4" + Progress.Confirmed,
                Invariant($"The largest update of any layer in {training.Steps} steps was {Words.Number(_largest)} of its weights, though the gradients are sound in every layer: at this pace {Words.Number(1 / _largest)} steps are needed to renew a weight.")
                + Progress.Say(training),
                "Raise the learning rate (try ten times), or train longer.")
            {
                ChainRule = "Δw = −η · ∂L/∂y · f′(z) · x: every factor of the gradient is sound; η is next to 0.",
            };
        }
    }
}
