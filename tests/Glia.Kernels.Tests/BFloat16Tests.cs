using System.Globalization;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests;

/// <summary>The number type that stands in for the one .NET 10 lacks.</summary>
public sealed class BFloat16Tests
{
    [Fact]
    public void Every_value_means_what_its_bits_say_and_comes_back()
    {
        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            var value = BFloat16.FromBits((ushort)i);
            double expected = SixteenBitTable.BFloat16.Meaning((ushort)i);
            Assert.Equal(expected, (float)value);
            Assert.Equal(i >= 0x8000, float.IsNegative(value));
            Assert.Equal(double.IsNaN(expected) ? i | 0x40 : i, ((BFloat16)(float)value).Bits);
        }
    }

    [Fact]
    public void Floats_and_doubles_around_every_middle_round_to_nearest_and_ties_to_even()
    {
        foreach (double middle in SixteenBitTable.BFloat16.Middles)
        {
            foreach (double sign in new[] { 1.0, -1.0 })
            {
                float tie = (float)(sign * middle);
                Assert.Equal(sign * middle, tie);
                foreach (float value in new[] { MathF.BitDecrement(tie), tie, MathF.BitIncrement(tie) })
                {
                    Assert.Equal(SixteenBitTable.BFloat16.Round(value), ((BFloat16)value).Bits);
                }

                // Two roundings would take these for ties.
                foreach (double value in new[] { Math.BitDecrement(sign * middle), sign * middle, Math.BitIncrement(sign * middle) })
                {
                    Assert.Equal(SixteenBitTable.BFloat16.Round(value), ((BFloat16)value).Bits);
                }
            }
        }
    }

    [Theory]
    [InlineData(0x7F800001u, 0x7FC0)] // a signalling NaN whose payload is cut off does not become infinity
    [InlineData(0xFFFFFFFFu, 0xFFFF)] // nor does one that a carry would run through
    [InlineData(0x7F7FFFFFu, 0x7F80)] // the largest float overflows
    [InlineData(0x7F7F7FFFu, 0x7F7F)] // the largest that does not
    [InlineData(0x80000001u, 0x8000)]
    [InlineData(0x00008001u, 0x0001)]
    public void Odd_ends(uint bits, int expected) => Assert.Equal(expected, ((BFloat16)BitConverter.UInt32BitsToSingle(bits)).Bits);

    [Fact]
    public void Equality_is_that_of_floats()
    {
        var nan = (BFloat16)float.NaN;
        var otherNaN = BFloat16.FromBits(0xFFC1);
        var zero = (BFloat16)0f;
        var negativeZero = (BFloat16)(-0f);
        Assert.False(nan == otherNaN);
        Assert.True(nan != otherNaN);
        Assert.True(nan.Equals(otherNaN));
        Assert.Equal(nan.GetHashCode(), otherNaN.GetHashCode());
        Assert.True(zero == negativeZero);
        Assert.True(zero.Equals((object)negativeZero));
        Assert.Equal(zero.GetHashCode(), negativeZero.GetHashCode());
        Assert.False(zero.Equals((object)0f));
        Assert.NotEqual((BFloat16)1f, (BFloat16)1.0078125f);
    }

    [Fact]
    public void Text_does_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal("-1.5", ((BFloat16)(-1.5f)).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
