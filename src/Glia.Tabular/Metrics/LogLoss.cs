namespace Glia.Tabular.Metrics;

/// <summary>
/// The weighted mean of −log of the probability given to the class that was there: −Σ wᵢ·log p(yᵢ) / Σ wᵢ, natural logarithm. Probabilities
/// are first clipped to [ε, 1 − ε], since log 0 has no value. Source: scikit-learn, log_loss, whose ε is the spacing of the type that holds the
/// probabilities: 2⁻⁵² for float64, 2⁻²³ for float32.
/// </summary>
public static class LogLoss
{
    /// <summary>ε for probabilities computed in float64.</summary>
    public const double DoubleClip = 1.0 / (1L << 52);

    /// <summary>ε for probabilities computed in float32, as Glia's networks do.</summary>
    public const double SingleClip = 1.0 / (1 << 23);

    /// <summary>Computes it.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="probabilities">[rows, classes], row-major; each row adds up to 1.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <param name="clip">ε.</param>
    /// <returns>0 and up; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(
        ReadOnlySpan<int> actual, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default, double clip = DoubleClip)
    {
        if ((long)actual.Length * classes != probabilities.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not {actual.Length} rows of {classes} classes.", nameof(probabilities));
        }

        Weighing.Check(actual, actual, weights);
        double sum = 0, all = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double weight = Weighing.Of(weights, row);
            sum -= weight * Math.Log(Math.Clamp(probabilities[(row * classes) + actual[row]], clip, 1 - clip));
            all += weight;
        }

        return sum / all;
    }
}
