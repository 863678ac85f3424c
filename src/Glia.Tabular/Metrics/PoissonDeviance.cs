namespace Glia.Tabular.Metrics;

/// <summary>
/// 2·Σ wᵢ·(yᵢ·ln(yᵢ/ŷᵢ) − yᵢ + ŷᵢ) / Σ wᵢ, the first term 0 where yᵢ is 0: how far predicted means are from counts, 0 is perfect. Source: scikit-learn,
/// mean_poisson_deviance.
/// </summary>
public static class PoissonDeviance
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">The count of each row, 0 or more.</param>
    /// <param name="predicted">The predicted mean of each row, above 0.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 and up; NaN without rows, and where a count is negative or a prediction not positive.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        double sum = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            if (!(actual[row] >= 0 && predicted[row] > 0))
            {
                return double.NaN;
            }

            double weight = Weighing.Of(weights, row), y = actual[row];
            sum += weight * 2 * ((y > 0 ? y * Math.Log(y / predicted[row]) : 0) - y + predicted[row]);
            all += weight;
        }

        return sum / all;
    }
}
