using Glia.Health.Measures;
using Glia.Kernels.Randomness;

namespace Glia.Health.Tests.Measures;

public sealed class CosinesTests
{
    [Fact]
    public void Equals_the_mean_over_all_pairs_at_every_width()
    {
        RandomStream random = new(7);
        for (int width = 1; width < 40; width++)
        {
            const int Rows = 5;
            float[] values = [.. Enumerable.Range(0, Rows * width).Select(_ => random.NextNormal())];
            double sum = 0;
            for (int a = 0; a < Rows; a++)
            {
                for (int b = 0; b < a; b++)
                {
                    sum += Product(values, width, a, b) / Math.Sqrt(Product(values, width, a, a) * Product(values, width, b, b));
                }
            }

            Assert.Equal(sum / 10, Cosines.BetweenRows(values, Rows)!.Value, 12);
        }
    }

    [Fact]
    public void Rows_of_zeros_are_left_out_and_what_is_not_finite_has_no_answer()
    {
        float[] values = [.. Enumerable.Repeat(1f, 20), .. new float[20], .. Enumerable.Repeat(2f, 20)];
        Assert.Equal(1, Cosines.BetweenRows(values, 3)!.Value, 12);
        Assert.Null(Cosines.BetweenRows(values.AsSpan(0, 40), 2));
        values[3] = float.NaN;
        Assert.Null(Cosines.BetweenRows(values, 3));
    }

    private static double Product(float[] values, int width, int a, int b) =>
        Enumerable.Range(0, width).Sum(i => (double)values[(a * width) + i] * values[(b * width) + i]);
}
