using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Unscaled input: the largest standard deviation of an input over the smallest is above 100, or the rms of all inputs above 10; and the network has
/// learned nothing. Constant inputs are left out.
/// </summary>
/// <remarks>Values outside [−1, 1] alone are no fault: UMLAUT (CHI 2021), which says so, raises an alarm on every healthy network on CIFAR-10.</remarks>
internal sealed class UnscaledInput : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Train is not { } train || train.Inputs.Spreads() is not { } spreads || !Progress.IsMissing(evidence))
        {
            yield break;
        }

        (double ratio, double size) = (spreads.Most / spreads.Least, train.Inputs.Size());
        if (ratio > evidence.Options.UnscaledInput)
        {
            yield return State(
                evidence,
                ratio,
                evidence.Options.UnscaledInput,
                Invariant($"Input {spreads.Widest} spreads {Words.Number(ratio)} times as wide as input {spreads.Narrowest} (standard deviations {Words.Number(spreads.Most)} and {Words.Number(spreads.Least)}): a rate that suits one is far off for the other."));
        }
        else if (size > evidence.Options.LargeInput)
        {
            yield return State(
                evidence,
                size,
                evidence.Options.LargeInput,
                Invariant($"The inputs' root mean square is {Words.Number(size)}; initialisation and the usual rates count on about 1."));
        }
    }

    private static Finding State(Evidence evidence, double value, double threshold, string what) => new(
        Problems.UnscaledInput,
        "input",
        [],
        Proof.Observed,
        1,
        value,
        threshold,
        "Two orders of magnitude between columns, or ten times the size that initialisation is made for" + Progress.Confirmed,
        what + Progress.Say(evidence.Training!),
        "Standardise the columns: subtract the mean, divide by the standard deviation.")
    {
        ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x is of very different size from column to column, or large everywhere, and the step with it.",
    };
}
