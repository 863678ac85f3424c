using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Functions;

public sealed class ExpTests
{
    private const double Relative = 3e-14; // 2⁻⁴⁵

    [Fact]
    public void Exponentials_are_good_to_2_to_the_minus_45()
    {
        for (double x = -104; x <= 104; x += 0.00937)
        {
            double expected = Math.Exp(x);
            Assert.Equal(expected, Exp.Of(Double1.Of(x)).Value, Relative * expected);
        }
    }

    [Fact]
    public void Exponentials_in_pairs_of_doubles_obey_their_law()
    {
        for (double x = -300; x <= 300; x += 0.937)
        {
            Wide<Double1> product = Exp.Of(Wide<Double1>.Of(x)) * Exp.Of(Wide<Double1>.Of(-x));
            Assert.Equal(0, (product - Wide<Double1>.Of(1.0)).High.Value, 1e-30);
            Assert.Equal(Math.Exp(x), Exp.Of(Wide<Double1>.Of(x)).High.Value, 2e-16 * Math.Exp(x));

            // e²ˣ − 1 = (eˣ − 1)(eˣ + 1)
            Wide<Double1> half = Expm1.Of(Wide<Double1>.Of(x / 4096));
            Wide<Double1> whole = Expm1.Of(Wide<Double1>.Of(x / 2048));
            Wide<Double1> difference = (half * (half + Wide<Double1>.Of(2.0))) - whole;
            Assert.Equal(0, difference.High.Value, 1e-29 * Math.Abs(whole.High.Value));
        }
    }

    [Fact]
    public void Exponentials_in_float_are_within_one_unit_in_the_last_place_down_to_the_smallest()
    {
        for (float x = -104; x < 88.7f; x += 0.0137f)
        {
            double expected = Math.Exp(x);
            float value = 0;
            Exp.Of(Single1.Of(x)).Store(ref value);
            double ulp = Math.Max(float.Epsilon, MathF.BitIncrement((float)expected) - (float)expected);
            Assert.InRange(Math.Abs(value - expected) / ulp, 0, 1);
        }
    }

    [Fact]
    public void The_product_in_an_exponent_is_not_rounded()
    {
        for (float x = 0.01f; x < 9; x += 0.0137f)
        {
            double expected = Math.Exp(-(double)x * x);
            float value = 0;
            Exp.OfProduct(Single1.Of(x), Single1.Of(-x)).Store(ref value);
            Assert.InRange(Math.Abs(value - expected) / (MathF.BitIncrement((float)expected) - (float)expected), 0, 1.5);
        }
    }

    [Fact]
    public void Logarithms_of_one_plus_are_good_to_2_to_the_minus_42()
    {
        for (double u = 1; u > 1e-300; u *= 0.97)
        {
            double expected = Glia.Kernels.Functions.Log.OfOnePlus(u);
            Assert.Equal(expected, Log1p.OfUnit(Double1.Of(u)).Value, 2.2e-13 * expected);
            Wide<Double1> wide = Log1p.OfUnit(Wide<Double1>.Of(u));
            Assert.Equal(expected, wide.High.Value, 1e-15 * expected);
            Wide<Double1> back = Expm1.Of(wide) - Wide<Double1>.Of(u);
            Assert.Equal(0, back.High.Value, 1e-29 * u);
        }
    }

    [Fact]
    public void Beyond_its_limits_an_exponential_is_neither_zero_nor_infinite()
    {
        Assert.InRange(Exp.Of(Double1.Of(double.NegativeInfinity)).Value, double.Epsilon, 1e-290);
        Assert.InRange(Exp.Of(Double1.Of(double.PositiveInfinity)).Value, 1e290, double.MaxValue);
        Assert.Equal(double.NaN, Exp.Of(Double1.Of(double.NaN)).Value);
    }

    [Fact]
    public void Exponentials_minus_one_keep_small_digits()
    {
        for (double x = double.Epsilon; x < 1e-5; x = Math.Max(x * 1.7, Math.BitIncrement(x)))
        {
            double expected = x + ((x * x / 2) + (x * x * x / 6));
            double ulp = Math.BitIncrement(expected) - expected;
            Assert.Equal(expected, Expm1.Of(Double1.Of(x)).Value, 8 * ulp);
            Assert.Equal(-x + ((x * x / 2) - (x * x * x / 6)), Expm1.Of(Double1.Of(-x)).Value, 8 * ulp);
        }

        for (double x = -40; x < 680; x += 0.0973)
        {
            // e²ˣ − 1 = (eˣ − 1)(eˣ + 1) must hold within rounding.
            double half = Expm1.Of(Double1.Of(x / 2)).Value;
            double whole = Expm1.Of(Double1.Of(x)).Value;
            Assert.Equal(half * (half + 2), whole, 2 * Relative * Math.Abs(whole));
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
