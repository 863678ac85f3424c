using Glia.Kernels.Functions;

namespace Glia.Kernels.Tests.Functions;

public sealed class LogTests
{
    [Fact]
    public void Logarithms_are_within_two_units_in_the_last_place_of_the_platforms()
    {
        for (double x = double.Epsilon; x < 1.7e308; x = Math.Max(x * 1.0173, Math.BitIncrement(x)))
        {
            double expected = Math.Log(x);
            Assert.Equal(expected, Log.Of(x), 3 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)));
        }
    }

    [Fact]
    public void Logarithms_of_one_plus_keep_small_digits()
    {
        // ln(1 + x) = 2·artanh(x / (2 + x)), whose series needs five terms here.
        for (double x = 1e-300; x < 1e-3; x *= 1.37)
        {
            double f = x / (2 + x);
            double s = f * f;
            double expected = 2 * f * (1 + (s * ((1.0 / 3) + (s * ((1.0 / 5) + (s * ((1.0 / 7) + (s / 9))))))));
            Assert.Equal(expected, Log.OfOnePlus(x), 1e-15 * expected);
        }
    }

    [Fact]
    public void Ends_of_the_domain_give_the_limit()
    {
        Assert.Equal(double.NegativeInfinity, Log.Of(0));
        Assert.Equal(double.NegativeInfinity, Log.Of(-0.0));
        Assert.Equal(double.NaN, Log.Of(-1));
        Assert.Equal(double.NaN, Log.Of(double.NaN));
        Assert.Equal(double.PositiveInfinity, Log.Of(double.PositiveInfinity));
        Assert.Equal(0, Log.Of(1));
        Assert.Equal(double.NegativeInfinity, Log.OfOnePlus(-1));
        Assert.Equal(double.PositiveInfinity, Log.OfOnePlus(double.PositiveInfinity));
        Assert.Equal(double.NaN, Log.OfOnePlus(double.NaN));
    }
}
