namespace Glia.Tabular.Metrics;

/// <summary>
/// Expected calibration error: rows are put into bins of equal width by the probability of the class that was predicted, its confidence; the mean over bins, by their weight,
/// of |share that was right − mean confidence|. 0 where of the rows predicted with 80 % every fifth is wrong, and so on. Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of
/// Modern Neural Networks", ICML 2017, equation 3 with 15 bins.
/// </summary>
public static class CalibrationError
{
    /// <summary>The number of bins of the source.</summary>
    public const int Bins = 15;

    /// <summary>Computes it.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="predicted">The predicted class of each row.</param>
    /// <param name="probabilities">[rows, classes], row-major.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN without rows.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default)
    {
        double sum = 0, all = 0;
        foreach (Sums bin in Gather(actual, predicted, probabilities, classes, weights))
        {
            sum += Math.Abs(bin.Right - bin.Confidence);
            all += bin.Weight;
        }

        return sum / all;
    }

    /// <summary>The bins that the error is the mean of: what was predicted in each, and what came true.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="predicted">The predicted class of each row.</param>
    /// <param name="probabilities">[rows, classes], row-major.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>The bins that have rows of any weight, from low probabilities to high ones.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static IReadOnlyList<ReliabilityBin> Reliability(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default) =>
        [.. Gather(actual, predicted, probabilities, classes, weights).Where(bin => bin.Weight > 0).Select(bin => new ReliabilityBin(bin.Rows, bin.Confidence / bin.Weight, bin.Right / bin.Weight))];

    private static Sums[] Gather(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights)
    {
        if ((long)actual.Length * classes != probabilities.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not {actual.Length} rows of {classes} classes.", nameof(probabilities));
        }

        Weighing.Check(actual, predicted, weights);
        var bins = new Sums[Bins];
        for (int row = 0; row < actual.Length; row++)
        {
            // Bins are open below and closed above, as in the source; 0 is in the first.
            double confidence = probabilities[(row * classes) + predicted[row]], weight = Weighing.Of(weights, row);
            ref Sums bin = ref bins[Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1)];
            bin.Rows++;
            bin.Weight += weight;
            bin.Confidence += weight * confidence;
            bin.Right += predicted[row] == actual[row] ? weight : 0;
        }

        return bins;
    }

    private struct Sums
    {
        public int Rows;
        public double Weight;
        public double Confidence;
        public double Right;
    }
}
