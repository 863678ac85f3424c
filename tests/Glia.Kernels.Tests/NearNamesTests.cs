namespace Glia.Kernels.Tests;

public sealed class NearNamesTests
{
    private static readonly string[] Known = ["relu", "leaky_relu", "hard_tanh", "tanh", "Body Mass"];

    [Theory]
    [InlineData("rleu", "relu")]
    [InlineData("LeakyRelu", "leaky_relu")]
    [InlineData("leaky-rleu", "leaky_relu")]
    [InlineData("body_mas", "Body Mass")]
    [InlineData("tnah", "tanh")]
    public void The_name_meant_comes_first(string seen, string meant) => Assert.Equal(meant, NearNames.Nearest(seen, Known)[0]);

    [Fact]
    public void Names_that_contain_what_was_written_come_after_those_that_are_near() =>
        Assert.Equal(["hrad", "hard_tanh"], NearNames.Nearest("hard", ["hard_tanh", "relu", "hrad"]));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("x")]
    [InlineData("ab")]
    [InlineData("nothing_like_it")]
    public void What_is_like_nothing_has_no_near_name(string seen)
    {
        Assert.Empty(NearNames.Nearest(seen, Known));
        Assert.Equal("", NearNames.Question(seen, Known));
        Assert.Equal(" There are: 'relu', 'leaky_relu', 'hard_tanh', 'tanh', 'Body Mass'.", NearNames.Hint(seen, Known));
    }

    [Fact]
    public void A_text_of_any_length_is_answered_at_once() => Assert.Empty(NearNames.Nearest(new string('a', 10_000_000), Known));

    [Fact]
    public void At_most_three_are_offered_and_twelve_listed()
    {
        string[] many = [.. Enumerable.Range(10, 40).Select(i => $"column{i}")];
        Assert.Equal(3, NearNames.Nearest("column1", many).Count);
        Assert.EndsWith("'column21', and 28 more.", NearNames.Hint("something else", many), StringComparison.Ordinal);
        Assert.Equal("", NearNames.Hint("x", []));
    }
}
