using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Functions;

public sealed class ExpTests
{
    [Fact]
    public void Exponentials_are_within_two_units_in_the_last_place_of_the_platforms()
    {
        for (double x = Exp.Lowest; x <= Exp.Highest; x += 0.0937)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, Exp.Of(Double1.Of(x)).Value, 2 * (Math.BitIncrement(expected) - expected));
        }
    }

    [Fact]
    public void Beyond_its_limits_an_exponential_is_neither_zero_nor_infinite()
    {
        Assert.InRange(Exp.Of(Double1.Of(double.NegativeInfinity)).Value, double.Epsilon, 1e-300);
        Assert.InRange(Exp.Of(Double1.Of(double.PositiveInfinity)).Value, 1e300, double.MaxValue);
        Assert.Equal(double.NaN, Exp.Of(Double1.Of(double.NaN)).Value);
    }

    [Fact]
    public void Exponentials_minus_one_keep_small_digits()
    {
        for (double x = double.Epsilon; x < 1e-5; x = Math.Max(x * 1.7, Math.BitIncrement(x)))
        {
            double expected = x + ((x * x / 2) + (x * x * x / 6));
            double ulp = Math.BitIncrement(expected) - expected;
            Assert.Equal(expected, Expm1.Of(Double1.Of(x)).Value, ulp);
            Assert.Equal(-x + ((x * x / 2) - (x * x * x / 6)), Expm1.Of(Double1.Of(-x)).Value, ulp);
        }

        for (double x = -40; x < 700; x += 0.0973)
        {
            // e²ˣ − 1 = (eˣ − 1)(eˣ + 1) must hold within rounding.
            double half = Expm1.Of(Double1.Of(x / 2)).Value;
            double whole = Expm1.Of(Double1.Of(x)).Value;
            Assert.Equal(half * (half + 2), whole, 2e-15 * Math.Abs(whole));
        }
    }

    [Fact]
    public void Exponential_minus_one_keeps_the_sign_of_zero_and_missing_numbers()
    {
        Assert.True(double.IsNegative(Expm1.Of(Double1.Of(-0.0)).Value));
        Assert.False(double.IsNegative(Expm1.Of(Double1.Of(0.0)).Value));
        Assert.Equal(-1, Expm1.Of(Double1.Of(double.NegativeInfinity)).Value);
        Assert.Equal(double.NaN, Expm1.Of(Double1.Of(double.NaN)).Value);
    }
}
