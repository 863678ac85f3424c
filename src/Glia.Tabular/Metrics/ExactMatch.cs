namespace Glia.Tabular.Metrics;

/// <summary>
/// The share of rows of which every label is predicted: Σ wᵢ·[ŷᵢ = yᵢ in all labels] / Σ wᵢ, also called subset accuracy. Source: scikit-learn, accuracy_score of several labels.
/// </summary>
public static class ExactMatch
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
        double right = 0, all = 0;
        for (int row = 0; row < actual.Length / labels; row++)
        {
            double weight = Weighing.Of(weights, row);
            right += actual.Slice(row * labels, labels).SequenceEqual(predicted.Slice(row * labels, labels)) ? weight : 0;
            all += weight;
        }

        return right / all;
    }
}
