using Glia.Health.Measures;
using Glia.Kernels.Randomness;

namespace Glia.Health.Tests.Measures;

public sealed class SpreadTests
{
    [Fact]
    public void Mean_squares_equal_the_plain_sums_at_every_length()
    {
        RandomStream random = new(5);
        for (int length = 1; length < 70; length++)
        {
            float[] a = [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
            float[] b = [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];
            Assert.Equal(a.Average(v => (double)v * v), Spread.MeanSquare(a), 12);
            Assert.Equal(a.Zip(b, (u, v) => (double)(u - v) * (u - v)).Average(), Spread.MeanSquareDifference(a, b), 12);
            (double before, double change, double gradient) = Spread.OfUpdate(a, b, [.. a, 1]);
            Assert.Equal(Spread.MeanSquare(a), before, 12);
            Assert.Equal(Spread.MeanSquareDifference(b, a), change, 12);
            Assert.Equal(before, gradient);
        }

        Assert.Equal(0, Spread.MeanSquare([]));
        Assert.Equal((0, 0, 0), Spread.OfUpdate([], [], []));
    }

    [Fact]
    public void A_value_that_is_no_number_is_found_and_makes_the_mean_square_no_number()
    {
        float[] values = [1, 2, float.NaN, 4, float.PositiveInfinity, 6, 7, 8, 9];
        Assert.Equal((2, 2), Spread.NonFinite(values));
        Assert.True(double.IsNaN(Spread.MeanSquare(values)));
        Assert.Null(Spread.RootRatio(1, 0));
        Assert.Null(Spread.RootRatio(double.NaN, 1));
        Assert.Equal(3, Spread.RootRatio(9, 1));
    }
}
