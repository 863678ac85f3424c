namespace Glia.Kernels.Rows;

/// <summary>What the sixteen places of a row come to, halves upon halves: four additions wait for each other instead of sixteen.</summary>
internal static class Tree
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>The largest; NaN where there is one, or not.</summary>
    /// <param name="places">Sixteen numbers, which are lost.</param>
    /// <returns>The largest.</returns>
    public static float Largest(Span<float> places)
    {
        Span<float> values = places[..Lanes];
        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                values[i] = values[i] < values[i + half] ? values[i + half] : values[i];
            }
        }

        return values[0];
    }

    /// <summary>The sum of sums and what they lost, in double.</summary>
    /// <param name="sums">Sixteen sums.</param>
    /// <param name="lost">What they lost.</param>
    /// <returns>The sum.</returns>
    public static double Sum(ReadOnlySpan<float> sums, ReadOnlySpan<float> lost)
    {
        Span<double> values = stackalloc double[Lanes];
        for (int i = 0; i < Lanes; i++)
        {
            values[i] = (double)sums[i] + lost[i];
        }

        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                values[i] += values[i + half];
            }
        }

        return values[0];
    }
}
