using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

        double sum = SquareOfSum(values, width, scale[..count]);
        return directed < 2 || !double.IsFinite(sum) ? null : Math.Clamp((sum - directed) / ((double)directed * (directed - 1)), -1, 1);
    }

    /// <summary>|Σ scale·row|², sixteen columns at a time.</summary>
    private static double SquareOfSum(ReadOnlySpan<float> values, int width, ReadOnlySpan<double> scale)
    {
        Vector512<double> squares = default;
        ref float first = ref MemoryMarshal.GetReference(values);
        int column = 0;
        for (; column + Vector512<float>.Count <= width; column += Vector512<float>.Count)
        {
            Vector512<double> low = default, high = default;
            for (int row = 0; row < scale.Length; row++)
            {
                (Vector512<double> a, Vector512<double> b) = Vector512.Widen(Vector512.LoadUnsafe(ref first, (nuint)((row * width) + column)));
                low += a * scale[row];
                high += b * scale[row];
            }

            squares += (low * low) + (high * high);
        }

        double sum = Vector512.Sum(squares);
        for (; column < width; column++)
        {
            double together = 0;
            for (int row = 0; row < scale.Length; row++)
            {
                together += values[(row * width) + column] * scale[row];
            }

            sum += together * together;
        }

        return sum;
    }
}
