using Glia.Health.Probes;

namespace Glia.Health.Tests.Probes;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-50.63, "-50.6")]
    [InlineData(0.000123, "0.000123")]
    [InlineData(2604, "2,600")]
    [InlineData(-156_123, "-156,000")]
    [InlineData(5.714e7, "5.71e7")]
    [InlineData(1e-6, "1e-6")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_are_written_as_people_read_them(double value, string text) => Assert.Equal(text, Words.Number(value));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.0056, "0.56 %")]
    [InlineData(0.922, "92 %")]
    [InlineData(0.9995, "over 99 %")]
    [InlineData(1, "100 %")]
    [InlineData(4.87, "487 %")]
    [InlineData(1e-6, "under 0.01 %")]
    public void Shares_never_round_most_to_all(double share, string text) => Assert.Equal(text, Words.Percent(share));

    [Fact]
    public void A_range_of_one_number_is_that_number()
    {
        Assert.Equal("-0.5", Words.Range(-0.5, -0.50001));
        Assert.Equal("-0.5 to 0.25", Words.Range(-0.5, 0.25));
    }
}
