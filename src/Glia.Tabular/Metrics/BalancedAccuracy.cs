namespace Glia.Tabular.Metrics;

/// <summary>
/// The mean over the classes that occur of the share of their rows that is predicted: (1/K) Σₖ C[k, k] / Σⱼ C[k, j].
/// Source: scikit-learn, balanced_accuracy_score (not adjusted for chance); Brodersen et al. 2010.
/// </summary>
public static class BalancedAccuracy
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="predicted">Predicted class of each row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes, ReadOnlySpan<double> weights = default)
    {
        double[,] matrix = ConfusionMatrix.Of(actual, predicted, classes, weights);
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < classes; k++)
        {
            double rows = 0;
            for (int j = 0; j < classes; j++)
            {
                rows += matrix[k, j];
            }

            sum += rows > 0 ? matrix[k, k] / rows : 0;
            seen += rows > 0 ? 1 : 0;
        }

        return sum / seen;
    }
}
