namespace Glia.Tabular.Tests.Preprocessing;

public sealed class EmbeddingSizeTests
{
    /// <summary>Python's min(600, round(1.6 * n ** 0.56)).</summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(10, 6)]
    [InlineData(64, 16)]
    [InlineData(257, 36)]
    [InlineData(2000, 113)]
    [InlineData(10_000, 278)]
    [InlineData(39_000, 596)]
    [InlineData(50_000, 600)]
    [InlineData(1 << 24, 600)]
    public void It_is_the_rule_of_fast_ai(int levels, int size) => Assert.Equal(size, EmbeddingSize.Of(levels));
}
