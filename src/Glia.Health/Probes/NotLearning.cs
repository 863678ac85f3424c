using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Stuck loss: after 200 steps or more no epoch's loss got below 99 % of what the best constant answer gives, and no other finding says why
/// (some dead units in a layer do not).
/// </summary>
/// <remarks>Threshold: AutoTrainer (ICSE 2021) calls gains below 1 % slow. The best constant answer, not the loss at the start, is the measure: a
/// network that starts badly and then only finds the mean has learned nothing of its inputs.</remarks>
internal sealed class NotLearning : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is { GuessLoss: > 0 and { } guess, NonFiniteStep: null } training
            && training.Steps >= evidence.Options.MinimumSteps
            && training.LossShare >= evidence.Options.StuckGuessShare
            && evidence.Found.All(finding => Problems.IsMinor(finding.Problem)))
        {
            yield return new Finding(
                Problems.NotLearning,
                "loss",
                [],
                Proof.Observed,
                1,
                training.LossShare,
                evidence.Options.StuckGuessShare,
                "A gain below 1 %: AutoTrainer (ICSE 2021), taken against the best constant answer",
                Invariant($"In {training.Steps} steps the loss never got below {Words.Number(training.LowestLoss)}, and the best answer that knows nothing of the inputs gives {Words.Number(guess)}: so far the network has not used them. Its units and its signal are sound."),
                "Train longer, try ten times and a tenth of the learning rate, and check that the columns can tell the target: shuffled rows or a wrong target column look like this, too.")
            {
                ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: no factor is 0; summed over rows they cancel, as when inputs and targets have nothing to do with each other.",
            };
        }
    }
}
