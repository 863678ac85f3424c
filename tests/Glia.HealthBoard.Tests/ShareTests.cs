using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Tests;

public sealed class ShareTests
{
    // Newcombe 1998 (Statistics in Medicine 17, table I), method 3 (Wilson without continuity correction).
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_is_the_published_one(int count, int of, double low, double high)
    {
        (double seenLow, double seenHigh) = new Share(count, of).Interval();
        Assert.Equal(low, seenLow, 4);
        Assert.Equal(high, seenHigh, 4);
    }

    [Fact]
    public void All_of_n_is_the_mirror_of_none_of_n()
    {
        (double low, double high) = new Share(30, 30).Interval();
        (double noneLow, double noneHigh) = new Share(0, 30).Interval();
        Assert.Equal(1 - noneHigh, low, 12);
        Assert.Equal(1 - noneLow, high, 12);
        Assert.Equal("30/30 (89–100 %)", new Share(30, 30).ToString());
    }

    [Fact]
    public void Nothing_of_nothing_says_nothing()
    {
        Assert.Equal((0, 1), new Share(0, 0).Interval());
        Assert.Equal("–", new Share(0, 0).ToString());
    }
}
