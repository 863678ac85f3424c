using Glia.Kernels.Randomness;
using Glia.Verification.Numbers;

namespace Glia.Verification.Tests.Numbers;

public sealed class NumberFormatTests
{
    [Fact]
    public void Rounding_is_that_of_the_processor()
    {
        var stream = new RandomStream(7);
        for (int i = 0; i < 2000; i++)
        {
            // All exponents of floats and some beyond, with few bits every second time, so that ties occur.
            double x = Math.ScaleB(i % 2 == 0 ? stream.NextNormal() : Math.Round(stream.NextNormal() * 64) / 64 + Math.ScaleB(1, -25), (i % 290) - 155);
            Assert.Equal((double)(float)x, NumberFormat.Single.Round(BigFloat.Of(x)));
            Assert.Equal((double)(Half)x, NumberFormat.Half.Round(BigFloat.Of(x)));
            Assert.Equal(x, NumberFormat.Double.Round(BigFloat.Of(x)));
        }
    }

    [Theory]
    [InlineData(65519.99, 65504)]
    [InlineData(65520, double.PositiveInfinity)]
    public void What_rounds_to_more_than_the_largest_number_is_infinite(double x, double expected) =>
        Assert.Equal(expected, NumberFormat.Half.Round(BigFloat.Of(x)));
}
