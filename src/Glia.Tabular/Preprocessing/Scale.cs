namespace Glia.Tabular;

/// <summary>The statistics behind <see cref="NumberFeature"/>; double arithmetic in one fixed order.</summary>
internal static class Scale
{
    /// <summary>The p-quantile of sorted values by linear interpolation between the two nearest (as numpy.percentile).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        double share = at - below;
        return share == 0 ? sorted[below] : (sorted[below] * (1 - share)) + (sorted[above] * share);
    }

    /// <summary>Mean and population standard deviation (÷ n), in two passes over values divided by the largest, so that nothing overflows.</summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return (0, 0);
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += value / largest;
        }

        double mean = sum / values.Length;
        double squares = 0, rest = 0;
        foreach (double value in values)
        {
            double difference = (value / largest) - mean;
            squares += difference * difference;
            rest += difference;
        }

        // The second term takes out what rounding left in the mean (Chan, Golub and LeVeque 1983, equation 1.7).
        double variance = (squares - (rest * rest / values.Length)) / values.Length;

        // Deviations this small are rounding, not variation (the bound scikit-learn uses in _is_constant_feature).
        double n = values.Length, epsilon = double.BitIncrement(1.0) - 1;
        double noise = (n * epsilon * variance) + (n * mean * epsilon * (n * mean * epsilon));
        return (mean * largest, variance <= noise ? 0 : Math.Sqrt(variance) * largest);
    }
}
