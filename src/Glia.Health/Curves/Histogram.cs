namespace Glia.Health.Curves;

/// <summary>The distribution of many values in bins of equal width, as TensorBoard shows it.</summary>
/// <param name="Min">Smallest finite value.</param>
/// <param name="Max">Largest finite value.</param>
/// <param name="Count">Finite values.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
/// <param name="Limits">Upper end of every bin; the first begins at Min, the last ends at Max.</param>
/// <param name="Counts">Values in every bin; a value on a limit is in the bin above it.</param>
public sealed record Histogram(
    double Min, double Max, long Count, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<long> Counts)
{
    /// <summary>TensorBoard draws 30 bins of equal width, whatever a file holds: twice as many lose nothing.</summary>
    private const int Bins = 60;

    /// <summary>Sorts values into bins; what is not finite is left out.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The distribution; null where no value is finite.</returns>
    public static Histogram? Of(ReadOnlySpan<float> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0, squares = 0;
        long count = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
                (sum, squares, count) = (sum + value, squares + ((double)value * value), count + 1);
            }
        }

        return count == 0 ? null
            : min == max ? new Histogram(min, max, count, sum, squares, [max], [count])
            : new Histogram(min, max, count, sum, squares, Ends(min, max), Sort(values, min, max));
    }

    private static double[] Ends(double min, double max) =>
        [.. Enumerable.Range(1, Bins).Select(bin => bin == Bins ? max : min + ((max - min) * bin / Bins))];

    private static long[] Sort(ReadOnlySpan<float> values, double min, double max)
    {
        long[] counts = new long[Bins];
        foreach (float value in values)
        {
            if (float.IsFinite(value))
            {
                counts[Math.Min(Bins - 1, (int)((value - min) / (max - min) * Bins))]++;
            }
        }

        return counts;
    }
}
