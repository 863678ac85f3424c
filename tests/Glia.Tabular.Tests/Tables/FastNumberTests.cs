using System.Globalization;
using CsCheck;

namespace Glia.Tabular.Tests.Tables;

public sealed class FastNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+7")]
    [InlineData("9007199254740992")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1e22")]
    [InlineData("1e-22")]
    [InlineData("1E+5")]
    [InlineData("1e400")]
    [InlineData("4.9e-324")]
    public void Gives_the_bits_of_the_platform_or_nothing(string text)
    {
        double wanted = double.Parse(text, CultureInfo.InvariantCulture);
        if (FastNumber.TryRead(text, '.', out double seen))
        {
            Assert.Equal(BitConverter.DoubleToUInt64Bits(wanted), BitConverter.DoubleToUInt64Bits(seen));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1.5.2")]
    [InlineData("0x10")]
    [InlineData("1e5x")]
    public void Other_forms_are_left_to_the_platform(string text) => Assert.False(FastNumber.TryRead(text, '.', out _));

    [Fact]
    public void Usual_numbers_are_read_here()
    {
        Assert.All(["3.75", "-12", "0.000123", "1e-5", "123456.789012"], text => Assert.True(FastNumber.TryRead(text, '.', out _)));
        Assert.True(FastNumber.TryRead("1,5", ',', out double comma));
        Assert.Equal(1.5, comma);
    }

    [Fact]
    public void Random_texts_of_numbers_have_the_bits_of_the_platform() => Gen.Select(Gen.Long[-10_000_000_000_000_000, 10_000_000_000_000_000], Gen.Int[0, 17], Gen.Int[-30, 30], Gen.Bool).Sample(
        (digits, places, power, hasPower) =>
        {
            string text = digits.ToString(CultureInfo.InvariantCulture);
            text = text.Insert(Math.Max(digits < 0 ? 1 : 0, text.Length - places), ".") + (hasPower ? $"e{power}" : "");
            Gives_the_bits_of_the_platform_or_nothing(text);
        },
        iter: 100_000,
        threads: 1);
}
