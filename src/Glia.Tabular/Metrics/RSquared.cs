namespace Glia.Tabular.Metrics;

/// <summary>
/// The share of the variation that is explained: 1 − Σ wᵢ·(yᵢ − ŷᵢ)² / Σ wᵢ·(yᵢ − ȳ)², ȳ the weighted mean of these rows. 1 is perfect, 0 as good
/// as always saying ȳ. If all yᵢ are equal: 1 for perfect predictions, else 0. Source: scikit-learn, r2_score.
/// </summary>
public static class RSquared
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">The value of each row.</param>
    /// <param name="predicted">The predicted value of each row.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>At most 1; NaN for fewer than two rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        if (actual.Length < 2)
        {
            return double.NaN;
        }

        double sum = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            sum += Weighing.Of(weights, row) * actual[row];
            all += Weighing.Of(weights, row);
        }

        double mean = sum / all, residual = 0, total = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double weight = Weighing.Of(weights, row);
            residual += weight * (actual[row] - predicted[row]) * (actual[row] - predicted[row]);
            total += weight * (actual[row] - mean) * (actual[row] - mean);
        }

        return total == 0 ? (residual == 0 ? 1 : 0) : 1 - (residual / total);
    }
}
