namespace Glia.Tabular.Metrics;

/// <summary>
/// The mean over classes of F1 = 2·TP / (2·TP + FP + FN), over the classes that occur or are predicted; a class without a hit counts 0.
/// Source: scikit-learn, f1_score(average="macro").
/// </summary>
public static class MacroF1
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
            double occurs = 0, predictedAs = 0;
            for (int j = 0; j < classes; j++)
            {
                occurs += matrix[k, j];
                predictedAs += matrix[j, k];
            }

            // 2·TP + FP + FN = (TP + FN) + (TP + FP).
            double both = occurs + predictedAs;
            sum += both > 0 ? 2 * matrix[k, k] / both : 0;
            seen += both > 0 ? 1 : 0;
        }

        return sum / seen;
    }
}
