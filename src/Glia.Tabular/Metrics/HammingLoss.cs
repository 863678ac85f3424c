namespace Glia.Tabular.Metrics;

/// <summary>
/// The share of labels that are predicted wrongly: Σ wᵢ·(wrong labels of row i) / (labels·Σ wᵢ). Source: scikit-learn, hamming_loss.
/// </summary>
public static class HammingLoss
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">[rows, labels], row-major: the class of each label, 0 or 1.</param>
    /// <param name="predicted">The predicted ones.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows or weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int labels, ReadOnlySpan<double> weights = default)
    {
        Weighing.CheckLabels(actual, predicted, labels, weights);
        double wrong = 0, all = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double weight = Weighing.Of(weights, i / labels);
            wrong += actual[i] != predicted[i] ? weight : 0;
            all += weight;
        }

        return wrong / all;
    }
}
