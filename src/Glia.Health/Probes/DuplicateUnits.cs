using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Units that never part: two units of a hidden layer with the same incoming weights and bias and the same outgoing weights, each to a hundred-thousandth, get the
/// same gradient in every step, so the layer acts as if it were narrower, for good. Equal or proportional outputs alone are no fault.
/// </summary>
/// <remarks>Threshold: rounding. Random weights never come this close. Source: constant initialisation, a fault class of TheDeepChecker (TOSEM 2022).</remarks>
internal sealed class DuplicateUnits : IProbe
{
    private const double Near = 1e-5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (LayerEvidence layer in evidence.Layers)
        {
            int stage = Array.IndexOf(evidence.Stages, layer.Stage);
            Stage? next = stage + 1 < evidence.Stages.Length ? evidence.Stages[stage + 1] : null;
            int[] same = [.. Enumerable.Range(0, layer.Health.DuplicateOf.Count).Where(unit => NeverPart(layer, next, layer.Health.DuplicateOf[unit], unit))];
            if (same.Length > 0)
            {
                yield return new Finding(
                    Problems.DuplicateUnits,
                    layer.Health.Name,
                    same,
                    Proof.Observed,
                    evidence.Training is null ? null : 1,
                    (double)same.Length / layer.Health.Units,
                    0,
                    "Equal weights in and out to 1e-5: constant initialisation, TheDeepChecker (TOSEM 2022)",
                    Invariant($"{same.Length} of {layer.Health.Units} units have the same weights, in and out, as another unit of the layer (unit {same[0]} as unit {layer.Health.DuplicateOf[same[0]]}): they compute the same and learn the same, so the layer is as good as {layer.Health.Units - same.Length} units wide."),
                    "Start from random weights (he, glorot); to mend a trained network, draw the weights of all but one of each group again.")
                {
                    ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: all three factors are the same for both units, so every step moves them alike.",
                };
            }
        }
    }

    private static bool NeverPart(LayerEvidence layer, Stage? next, int first, int second)
    {
        if (first < 0 || layer.Stage.Weights is not { } into || next?.Weights is not { } from || layer.Stage.Units * next.Units != from.Length)
        {
            return false;
        }

        int inputs = into.Length / layer.Stage.Units;
        float[] biases = layer.Stage.BiasValues();
        return IsSame(into.Values, inputs, 1, layer.Stage.Units, first, second)
            && IsSame(from.Values, next.Units, next.Units, 1, first, second)
            && (biases.Length == 0 || Math.Abs(biases[first] - biases[second]) <= Near * Math.Abs(biases[first]));
    }

    /// <summary>Whether two units have the same weights: count of them, a unit's first at unit · start, the others each a stride further.</summary>
    private static bool IsSame(ReadOnlySpan<float> weights, int count, int start, int stride, int first, int second)
    {
        for (int i = 0; i < count; i++)
        {
            float a = weights[(first * start) + (i * stride)], b = weights[(second * start) + (i * stride)];
            if (Math.Abs(a - b) > Near * Math.Abs(a))
            {
                return false;
            }
        }

        return true;
    }
}
