namespace Glia.Tabular.Metrics;

/// <summary>What the metrics share: lengths must agree, and no weights means one each.</summary>
internal static class Weighing
{
    public static void Check<TA, TB>(ReadOnlySpan<TA> actual, ReadOnlySpan<TB> predicted, ReadOnlySpan<double> weights)
    {
        if (actual.Length != predicted.Length || (!weights.IsEmpty && weights.Length != actual.Length))
        {
            throw new ArgumentException($"{actual.Length} actual values, {predicted.Length} predictions and {weights.Length} weights do not belong together.", nameof(predicted));
        }
    }

    public static void CheckLabels(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int labels, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(labels);
        if (actual.Length != predicted.Length || actual.Length % labels != 0 || (!weights.IsEmpty && weights.Length != actual.Length / labels))
        {
            throw new ArgumentException($"{actual.Length} actual values, {predicted.Length} predictions and {weights.Length} weights are not rows of {labels} labels.", nameof(predicted));
        }
    }

    public static double Of(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1 : weights[row];
}
