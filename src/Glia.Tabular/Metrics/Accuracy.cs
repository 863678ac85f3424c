namespace Glia.Tabular.Metrics;

/// <summary>The share of rows whose class is predicted: Σ wᵢ·[ŷᵢ = yᵢ] / Σ wᵢ. Source: scikit-learn, accuracy_score.</summary>
public static class Accuracy
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">Class of each row.</param>
    /// <param name="predicted">Predicted class of each row.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows or weight.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        double right = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double weight = Weighing.Of(weights, row);
            right += actual[row] == predicted[row] ? weight : 0;
            all += weight;
        }

        return right / all;
    }
}
