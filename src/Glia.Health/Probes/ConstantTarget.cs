using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Constant target: every training row asks for the same answer, so there is nothing to learn from the inputs.
/// </summary>
/// <remarks>Threshold: a variance of 0, or one class only. Structural.</remarks>
internal sealed class ConstantTarget : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is { } training && IsConstant(training.Train))
        {
            yield return new Finding(
                Problems.ConstantTarget,
                "loss",
                [],
                Proof.Observed,
                1,
                0,
                0,
                "No variance: one answer serves all rows",
                Invariant($"All {training.Train.Rows} training rows have the same target: a bias at the output fits them, and nothing can be learned from the inputs."),
                "Check which column is the target, and that the rows were not filtered by it.")
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: once the output's bias has the answer, ∂L/∂z is 0 on every row.",
            };
        }
    }

    private static bool IsConstant(TrainingSet set)
    {
        ReadOnlySpan<float> targets = set.Targets.Span;
        for (int i = set.TargetWidth; i < targets.Length; i++)
        {
            if (targets[i] != targets[i - set.TargetWidth])
            {
                return false;
            }
        }

        return set.Rows > 1;
    }
}
