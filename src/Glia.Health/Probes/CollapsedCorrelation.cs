using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Collapsed correlation: the mean cosine between y of different rows is above 0.95 at the last hidden layer, while between the rows of the input it is below
/// 0.5; the network has learned nothing, and neither a fading signal nor a vanishing gradient says why.
/// </summary>
/// <remarks>Sizes may be perfect (He) and this still fails: each layer of rectifiers turns all rows a little into the same direction. Threshold: the published 34 x 128 network goes from 0.43 to 0.97.</remarks>
internal sealed class CollapsedCorrelation : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training?.FirstSignal is { Layers.Count: > 2 } signal
            && signal.Layers[^2].Correlation > evidence.Options.CollapsedCosine
            && signal.InputCorrelation < evidence.Options.DistinctCosine
            && Progress.IsMissing(evidence)
            && !evidence.Found.Any(finding => finding.Problem is Problems.FadingSignal or Problems.VanishingGradient or Problems.ExplodingGradient))
        {
            yield return new Finding(
                Problems.CollapsedCorrelation,
                signal.Layers[^2].Name,
                [],
                Proof.Observed,
                signal.FirstStep,
                signal.Layers[^2].Correlation!.Value,
                evidence.Options.CollapsedCosine,
                "AutoTrainer's 34 x 128 case (ICSE 2021) goes from 0.43 to 0.97" + Progress.Confirmed,
                Invariant($"Different rows have a mean cosine of {Words.Number(signal.InputCorrelation!.Value)} at the input and {Words.Number(signal.Layers[^2].Correlation!.Value)} at '{signal.Layers[^2].Name}': all rows look the same to the output, whatever the size of the signal.")
                + Progress.Say(evidence.Training),
                "Fewer layers, residual connections, normalisation over the batch, or an activation that is not 0 on one side.")
            {
                ChainRule = "∂L/∂w = Σ over rows of ∂L/∂z · x: x is the same for all rows, so gradients of rows that want opposite things cancel.",
            };
        }
    }
}
