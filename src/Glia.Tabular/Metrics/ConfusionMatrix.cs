namespace Glia.Tabular.Metrics;

/// <summary>C[i, j] = Σ wᵣ over the rows r of class i that were predicted as class j. Source: scikit-learn, confusion_matrix.</summary>
public static class ConfusionMatrix
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="predicted">Predicted class of each row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty to count rows.</param>
    /// <returns>[actual, predicted].</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double[,] Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        double[,] matrix = new double[classes, classes];
        for (int row = 0; row < actual.Length; row++)
        {
            matrix[actual[row], predicted[row]] += Weighing.Of(weights, row);
        }

        return matrix;
    }
}
