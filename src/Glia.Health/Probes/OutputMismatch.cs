using Glia.Health.Records;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Output and loss do not fit: (1) a loss that takes logits (binary_cross_entropy, softmax_cross_entropy) behind an activation that cannot give any number,
/// such as sigmoid, softmax or a rectifier: the squashing is done twice, or logits below 0 cannot be had; (2) squared, absolute, huber or quantile loss with targets
/// outside the range of the output activation, by more than a thousandth of their spread. Of a loss of one's own it is not known what its targets mean: nothing is said.
/// </summary>
/// <remarks>Structural: no threshold on a measurement but any. Source: NeuraLint (TOSEM 2021) and keras#3687, all predictions 0 with a rectifier as output.</remarks>
internal sealed class OutputMismatch : IProbe
{
    private const string Source = "Structural: the range of the output activation does not hold what the loss asks for (NeuraLint, TOSEM 2021)";

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { Trainer: { } trainer } training || evidence.Stages is not [.., { Activation: { } output, IsOutput: true } last])
        {
            yield break;
        }

        Interval range = output.Activation.Info.Range;
        bool distance = trainer.Loss.Name is "squared" or "absolute" or "huber" or "quantile", logits = trainer.Loss.Name is "binary_cross_entropy" or "softmax_cross_entropy";
        if (logits && (range.Low > float.MinValue || range.High < float.MaxValue))
        {
            yield return State(
                last.Name,
                1,
                0,
                Invariant($"'{last.Name}' gives values in {range} only, but {trainer.Loss.Name} takes logits, any number, and squashes them itself: ")
                + (range.High < float.MaxValue ? "here it is done twice, and no answer can be sure." : "here no logit can be below 0, so nothing can be called unlikely."),
                "Leave the output activation out of the network: the loss applies it. Apply it again only to show probabilities.");
        }
        else if (distance && Outside(training.Train, range) is { Share: > 0 } outside)
        {
            yield return State(
                last.Name,
                outside.Share,
                0,
                Invariant($"'{last.Name}' gives values in {range} only; {Words.Percent(outside.Share)} of the targets lie outside, from {Words.Number(outside.Low)} to {Words.Number(outside.High)}: no weights can reach them."),
                "End a regression without an activation (linear), or scale the target into the range.");
        }
    }

    private static Finding State(string layer, double value, double threshold, string evidence, string advice)
        => new(Problems.OutputMismatch, layer, [], Proof.Observed, 1, value, threshold, Source, evidence, advice)
        {
            ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: at the end of the range f′(z) is 0 or nearly, however wrong the answer is, so the output cannot be pulled to where the loss wants it.",
        };

    private static (double Share, double Low, double High) Outside(TrainingSet set, Interval range)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float target in set.Targets.Span)
        {
            (low, high) = (Math.Min(low, target), Math.Max(high, target));
        }

        double slack = 1e-3 * (high - low);
        long outside = 0;
        foreach (float target in set.Targets.Span)
        {
            outside += target < range.Low - slack || target > range.High + slack ? 1 : 0;
        }

        return ((double)outside / set.Targets.Length, low, high);
    }
}
