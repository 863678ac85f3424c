using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Uncentred input: γ = |mean| / |standard deviation|, vectors over the inputs, of the training rows, above 2; and either the network has learned nothing or a
/// tenth of the first layer's units is dead.
/// </summary>
/// <remarks>Threshold: γ of the input predicts the share of units that are born dead (Spearman 0.82 to 0.89 over 454 layers, arXiv 2605.31518). Inputs off centre are no fault by themselves: without harm nothing is said.</remarks>
internal sealed class UncentredInput : IProbe
{
    private const string Source = "The share of units born dead rises with it (arXiv 2605.31518): 2 is worth a look, 10 is strong; reported only with dead units in the first layer or a loss within 5 % of a constant answer";

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Train?.Inputs.Offset() is { } offset && offset > evidence.Options.UncentredInput && (Progress.IsMissing(evidence) || FirstLayerDies(evidence)))
        {
            yield return new Finding(
                Problems.UncentredInput,
                "input",
                [],
                Proof.Observed,
                1,
                offset,
                evidence.Options.UncentredInput,
                Source,
                Invariant($"The mean of the inputs is {Words.Number(offset)} times as long as their standard deviation: seen from 0, all rows lie in one direction, so the sign of w · mean decides for all of them at once whether a unit fires.")
                + Progress.Say(evidence.Training!),
                "Subtract each column's mean (standardise) before training, and from every row the network is asked about.")
            {
                ChainRule = "z = w · mean + w · (x − mean): the first term is the same for all rows and outweighs the second, so f′(z) hardly differs between rows and is 0 on all of them where a rectifier's w · mean is negative.",
            };
        }
    }

    private static bool FirstLayerDies(Evidence evidence) => evidence.Layers.Count > 0
        && evidence.Layers[0].Health.State.Count(state => state is UnitState.Dead or UnitState.Silent) >= evidence.Options.HarmlessDeadShare * evidence.Layers[0].Health.Units;
}
