namespace Glia.Tabular.Metrics;

/// <summary>
/// F1 = 2·TP / (2·TP + FP + FN) of the second class of labels. Micro: TP, FP and FN summed over labels first; macro: the mean of every label's F1. A label that neither occurs nor is
/// predicted counts 0. Source: scikit-learn, f1_score of several labels with average="micro" and "macro", zero_division=0.
/// </summary>
public static class LabelF1
{
    /// <summary>F1 of all labels' hits and misses together.</summary>
    /// <param name="actual">[rows, labels], row-major: the class of each label, 0 or 1.</param>
    /// <param name="predicted">The predicted ones.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Micro(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int labels, ReadOnlySpan<double> weights = default)
    {
        (double Hits, double Said)[] counts = Counts(actual, predicted, labels, weights);
        return F1(counts.Sum(count => count.Hits), counts.Sum(count => count.Said), actual.Length);
    }

    /// <summary>The mean over labels of their F1; of one label its F1.</summary>
    /// <param name="actual">[rows, labels], row-major: the class of each label, 0 or 1.</param>
    /// <param name="predicted">The predicted ones.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Macro(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int labels, ReadOnlySpan<double> weights = default)
    {
        int values = actual.Length;
        return Counts(actual, predicted, labels, weights).Average(count => F1(count.Hits, count.Said, values));
    }

    private static double F1(double hits, double said, int values) => values == 0 ? double.NaN : said > 0 ? 2 * hits / said : 0;

    // By label: TP, and 2·TP + FP + FN = (TP + FN) + (TP + FP).
    private static (double Hits, double Said)[] Counts(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int labels, ReadOnlySpan<double> weights)
    {
        Weighing.CheckLabels(actual, predicted, labels, weights);
        var counts = new (double Hits, double Said)[labels];
        for (int i = 0; i < actual.Length; i++)
        {
            double weight = Weighing.Of(weights, i / labels);
            counts[i % labels].Hits += weight * actual[i] * predicted[i];
            counts[i % labels].Said += weight * (actual[i] + predicted[i]);
        }

        return counts;
    }
}
