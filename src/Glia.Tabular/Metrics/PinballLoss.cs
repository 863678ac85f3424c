namespace Glia.Tabular.Metrics;

/// <summary>
/// Σ wᵢ·max(q·(yᵢ − ŷᵢ), (q − 1)·(yᵢ − ŷᵢ)) / Σ wᵢ, in the target's unit: smallest where ŷ is the quantile q. Source: scikit-learn, mean_pinball_loss.
/// </summary>
public static class PinballLoss
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">The value of each row.</param>
    /// <param name="predicted">The predicted quantile of each row.</param>
    /// <param name="level">q, above 0 and below 1.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 and up; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, double level, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        double sum = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double weight = Weighing.Of(weights, row), error = actual[row] - predicted[row];
            sum += weight * (error > 0 ? level * error : (level - 1) * error);
            all += weight;
        }

        return sum / all;
    }
}
