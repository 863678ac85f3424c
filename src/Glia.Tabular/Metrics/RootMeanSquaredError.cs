namespace Glia.Tabular.Metrics;

/// <summary>√(Σ wᵢ·(ŷᵢ − yᵢ)² / Σ wᵢ), in the target's unit. Source: scikit-learn, root_mean_squared_error.</summary>
public static class RootMeanSquaredError
{
    /// <summary>Computes it.</summary>
    /// <param name="actual">The value of each row.</param>
    /// <param name="predicted">The predicted value of each row.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 and up; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(actual, predicted, weights);
        double sum = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double weight = Weighing.Of(weights, row);
            double residual = predicted[row] - actual[row];
            sum += weight * residual * residual;
            all += weight;
        }

        return Math.Sqrt(sum / all);
    }
}
