namespace Glia.Health.Measures;

/// <summary>How alike rows are.</summary>
internal static class Cosines
{
    /// <summary>Most rows compared: 120 pairs are plenty for a mean.</summary>
    private const int MostRows = 16;

    /// <summary>
    /// The mean of cos(a, b) over all pairs of different rows: with u = row / |row|, (|Σu|² − n) / (n·(n − 1)), so no pair has to be visited.
    /// Rows of zeros have no direction and are left out.
    /// </summary>
    /// <param name="values">[rows, width].</param>
    /// <param name="rows">Number of rows; the first 16 are looked at.</param>
    /// <returns>From −1 to 1; null for fewer than two rows, or where a value is not finite.</returns>
    public static double? BetweenRows(ReadOnlySpan<float> values, int rows)
    {
        int width = values.Length / Math.Max(1, rows);
        Span<double> scale = stackalloc double[MostRows];
        int count = Math.Min(rows, MostRows), directed = 0;
        for (int row = 0; row < count; row++)
        {
            double square = Spread.MeanSquare(values.Slice(row * width, width)) * width;
            scale[row] = square > 0 ? 1 / Math.Sqrt(square) : 0;
            directed += square > 0 ? 1 : 0;
        }

        double sum = 0;
        for (int column = 0; column < width; column++)
        {
            double together = 0;
            for (int row = 0; row < count; row++)
            {
                together += values[(row * width) + column] * scale[row];
            }

            sum += together * together;
        }

        return directed < 2 || !double.IsFinite(sum) ? null : Math.Clamp((sum - directed) / ((double)directed * (directed - 1)), -1, 1);
    }
}
