using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Oscillating loss: the mean loss of an epoch rises by more than a tenth of the loss at the start above the lowest since the last swing, in at least 20 % of
/// ten epochs or more, and the median of the last quarter is above half of the start.
/// </summary>
/// <remarks>Thresholds: AutoTrainer (ICSE 2021) counts swings in at least 20 % of epochs; its 3 % of accuracy is replaced by a tenth of the loss, which regression has, too. Noise of a healthy training moves an epoch by a few hundredths.</remarks>
internal sealed class OscillatingLoss : IProbe
{
    private const int FewestEpochs = 10;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { Losses.Count: >= FewestEpochs } training || !training.Losses.All(double.IsFinite))
        {
            yield break;
        }

        double size = evidence.Options.SwingSize * training.StartLoss;
        (int swings, double largest) = Swings(training.Losses, size);
        double[] end = [.. training.Losses.TakeLast(training.Losses.Count / 4).Order()];
        if (swings >= evidence.Options.SwingShare * training.Losses.Count && end[end.Length / 2] > evidence.Options.LearnedLossShare * training.StartLoss)
        {
            yield return new Finding(
                Problems.OscillatingLoss,
                "loss",
                [],
                Proof.Observed,
                1,
                (double)swings / training.Losses.Count,
                evidence.Options.SwingShare,
                "AutoTrainer (ICSE 2021), swings in 20 % of epochs; a swing is a tenth of the loss at the start",
                Invariant($"The loss went up and down {swings} times in {training.Losses.Count} epochs, by up to {Words.Number(largest)} where the loss at the start was {Words.Number(training.StartLoss)}, and ended at {Words.Number(end[end.Length / 2])}: steps jump over the valley instead of into it."),
                "Lower the learning rate (try a tenth), take larger batches, less momentum, or a schedule that lets the rate fall.")
            {
                ChainRule = "Δw = −η · ∂L/∂w: the sign of ∂L/∂w changes from step to step because η carries w past the minimum each time.",
            };
        }
    }

    private static (int Count, double Largest) Swings(IReadOnlyList<double> losses, double size)
    {
        (int count, double largest, double low, double high, bool rising) = (0, 0, losses[0], losses[0], false);
        foreach (double loss in losses)
        {
            if (!rising && loss > low + size)
            {
                (rising, high) = (true, loss);
                count++;
            }
            else if (rising && loss < high - size)
            {
                (rising, low) = (false, loss);
            }

            (low, high) = (Math.Min(low, loss), Math.Max(high, loss));
            largest = rising ? Math.Max(largest, loss - low) : largest;
        }

        return (count, largest);
    }
}
