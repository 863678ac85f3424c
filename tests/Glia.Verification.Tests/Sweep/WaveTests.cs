using System.Runtime.Intrinsics;
using Glia.Verification.Numbers;
using Glia.Verification.Sweep;

namespace Glia.Verification.Tests.Sweep;

/// <summary>Sines of large floats in pairs of doubles hold what arbitrary precision finds, and hold it closely.</summary>
public sealed class WaveTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(-30f)]
    [InlineData(0.3333333f)]
    [InlineData(3e38f)]
    public void The_bound_holds_and_is_narrow(float factor)
    {
        foreach (int exponent in new[] { 6, 13, 24, 60, 127 })
        {
            var wave = new Wave(Rational.Of(factor), exponent - 23);
            for (int i = 0; i < 50; i++)
            {
                // Each bit pattern a prime number of steps after the one before, end of the binade included.
                float x = BitConverter.Int32BitsToSingle(((exponent + 128) << 23) - 1 - (i * 167_759)) * (i % 2 == 0 ? 1 : -1);
                wave.SinCos(Vector512.Create((double)x), out Bounded8 sine, out Bounded8 cosine);
                Ball u = Ball.Multiply(Ball.Of(x), Ball.Of(factor), 400);
                AssertHolds(sine, Elementary.Sin(u, 200));
                AssertHolds(cosine, Elementary.Cos(u, 200));
            }
        }
    }

    [Fact]
    public void Sums_and_products_hold_the_true_ones()
    {
        Ball third = Ball.Divide(Ball.One, Ball.Of(3), 300);
        Ball pi = Constants.PiBall(300);
        AssertHolds(Bounded8.Of(third) + -Bounded8.Of(pi), Ball.Subtract(third, pi, 300));
        AssertHolds(Bounded8.Of(third) * Bounded8.Of(pi), Ball.Multiply(third, pi, 300));
    }

    private static void AssertHolds(Bounded8 seen, Ball real)
    {
        const double Narrow = 1e-22;
        Assert.InRange(seen.Error[0], 0, Narrow);
        Ball off = Ball.Subtract(Ball.Add(Ball.Of(seen.High[0]), Ball.Of(seen.Low[0]), 300), real, 300);
        Assert.False(Radius.Of(seen.Error[0]) < off.Least, $"off by {off.Mid.ToDouble()}, said to be within {seen.Error[0]}");
    }
}
