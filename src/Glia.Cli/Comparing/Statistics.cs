using Glia.Tabular.Metrics;

namespace Glia.Cli.Comparing;

/// <summary>A mean over seeds and how far off it may be.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Margin">Half the width of the 95 % interval by Student's t; null for a single value.</param>
internal sealed record Mean(double Value, double? Margin)
{
    public const double Doubt = 0.05;

    public static Mean Of(IReadOnlyList<double> values) => new(
        values.Average(),
        values.Count < 2 ? null : StudentT.Quantile(Doubt, values.Count - 1) * Math.Sqrt(Statistics.Variance(values) / values.Count));
}

/// <summary>Tests of several candidates against the best.</summary>
internal static class Statistics
{
    /// <summary>With n − 1 in the denominator.</summary>
    public static double Variance(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }

    /// <summary>
    /// Corrected resampled paired t test, two-sided (Nadeau and Bengio, Inference for the Generalization Error, Machine Learning 52, 2003): seeds share most
    /// of their training rows, so the variance of the mean difference is s²·(1/n + test rows / training rows) in place of s²/n.
    /// </summary>
    /// <param name="differences">Score of one candidate minus that of the other, seed by seed.</param>
    /// <param name="testToTrain">Test rows a training row.</param>
    /// <returns>p; null with fewer than two seeds.</returns>
    public static double? PairedTest(IReadOnlyList<double> differences, double testToTrain)
    {
        if (differences.Count < 2)
        {
            return null;
        }

        double mean = differences.Average(), variance = Variance(differences) * ((1.0 / differences.Count) + testToTrain);
        return mean == 0 ? 1 : StudentT.TwoSided(mean / Math.Sqrt(variance), differences.Count - 1);
    }

    /// <summary>Adjusts p for the number of tests, so that in all of them together a false difference comes with at most the stated probability (Holm, Scandinavian Journal of Statistics 6, 1979).</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        double[] adjusted = new double[p.Count];
        double before = 0;
        int left = p.Count;
        foreach (int i in Enumerable.Range(0, p.Count).OrderBy(i => p[i]))
        {
            before = Math.Max(before, Math.Min(1, p[i] * left--));
            adjusted[i] = before;
        }

        return adjusted;
    }
}
