using System.Numerics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Lanes;

public sealed class WideTests
{
    private const int Point = 2200;

    [Fact]
    public void Arithmetic_is_good_to_100_bits()
    {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            Wide<Double1> a = Any(random);
            Wide<Double1> b = Any(random);
            BigInteger x = Exact(a);
            BigInteger y = Exact(b);
            Near(x + y, a + b);
            Near(x - y, a - b);
            Near((x * y) >> Point, a * b);
            Near((x << Point) / y, a / b);
            Wide<Double1> root = Wide<Double1>.Sqrt(Wide<Double1>.Abs(a));
            Near(BigInteger.Abs(x), root * root);
        }
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1.0)]
    [InlineData(1.0, double.NegativeInfinity)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(-0.0, 0.0)]
    [InlineData(0.0, -3.0)]
    [InlineData(1e308, 1e308)]
    public void Infinities_zeros_and_missing_numbers_behave_as_in_double(double x, double y)
    {
        Wide<Double1> a = Wide<Double1>.Of(x);
        Wide<Double1> b = Wide<Double1>.Of(y);
        Same(x + y, a + b);
        Same(x - y, a - b);
        Same(x * y, a * b);
        Same(x / y, a / b);
        Same(Math.Sqrt(Math.Abs(x)), Wide<Double1>.Sqrt(Wide<Double1>.Abs(a)));
        Same(-x, -a);
    }

    [Theory]
    [InlineData(1 + 5.9604644775390625e-08, 1e-40, 1.00000011920928955f)] // just above a tie
    [InlineData(1 + 5.9604644775390625e-08, -1e-40, 1f)] // just below
    [InlineData(1 + 5.9604644775390625e-08, 0.0, 1f)] // the tie goes to even
    [InlineData(-1 - 5.9604644775390625e-08, -1e-40, -1.00000011920928955f)]
    [InlineData(-1 - 5.9604644775390625e-08, 1e-40, -1f)]
    public void The_rest_decides_ties(double high, double low, float expected)
    {
        float stored = 0;
        Wide<Double1>.Of(high, low).Store(ref stored);
        Assert.Equal(expected, stored);
    }

    private static Wide<Double1> Any(Random random)
    {
        double high = (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-30, 30));
        return Wide<Double1>.Of(high) + Wide<Double1>.Of(high * (random.NextDouble() - 0.5) * 2.2e-16);
    }

    private static BigInteger Exact(Wide<Double1> value) => Exact(value.High.Value) + Exact(value.Low.Value);

    private static BigInteger Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        BigInteger magnitude = significand << (Math.Max(exponent, 1) - 1075 + Point);
        return value < 0 ? -magnitude : magnitude;
    }

    private static void Near(BigInteger expected, Wide<Double1> actual)
    {
        BigInteger error = BigInteger.Abs(Exact(actual) - expected);
        Assert.True(error << 100 <= BigInteger.Abs(expected), $"{actual.High.Value:R} + {actual.Low.Value:R}");
    }

    private static void Same(double expected, Wide<Double1> actual)
    {
        Assert.Equal(expected, actual.High.Value);
        if (expected == 0 || double.IsInfinity(expected))
        {
            Assert.Equal(double.IsNegative(expected), double.IsNegative(actual.High.Value));
            Assert.Equal(0, actual.Low.Value);
        }
    }
}
