using Glia.Cli.Settings;

namespace Glia.Cli.Tests.Settings;

public sealed class SettingInputTests
{
    [Fact]
    public void Commas_inside_parentheses_do_not_separate()
    {
        Assert.Equal(["relu", "prelu(slope=0.1, learn=unit)", "tanh"], new SettingInput("--activation", ["relu, prelu(slope=0.1, learn=unit),tanh"]).List());
        Assert.Empty(new SettingInput("--hidden", [""]).List());
    }

    [Theory]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("1.5 gib", 3L << 29)]
    [InlineData("800MB", 800_000_000)]
    [InlineData("none", 0)]
    public void Sizes_have_units(string text, long bytes) => Assert.Equal(bytes, new SettingInput("--memory", [text]).Bytes());

    [Theory]
    [InlineData("512")]
    [InlineData("MiB")]
    [InlineData("-1GiB")]
    [InlineData("1e30GB")]
    public void What_is_not_a_size_is_refused_with_an_example(string text) =>
        Assert.Contains("512MiB", Assert.Throws<UsageException>(() => new SettingInput("--memory", [text]).Bytes()).Message, StringComparison.Ordinal);

    [Fact]
    public void The_last_equals_sign_of_a_map_entry_separates()
    {
        Assert.Equal("a=b", Assert.Single(new SettingInput("--column", ["a=b=number"]).Map()).Key);
    }

    [Theory]
    [InlineData("12.5")]
    [InlineData("")]
    [InlineData("99999999999")]
    [InlineData("1e3")]
    public void What_is_not_a_whole_number_is_refused_with_place_and_text(string text)
    {
        UsageException wrong = Assert.Throws<UsageException>(() => new SettingInput("run.yaml:3:9: epochs", [text]).Whole());
        Assert.Contains("run.yaml:3:9: epochs", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(text, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("1,5")]
    [InlineData("∞")]
    public void What_is_not_a_number_is_refused(string text) => Assert.Throws<UsageException>(() => new SettingInput("--l2", [text]).Number());

    [Fact]
    public void Enumerations_are_read_in_lower_case_and_listed_when_wrong()
    {
        Assert.Equal(DayOfWeek.Friday, new SettingInput("--day", ["friday"]).OneOf<DayOfWeek>());
        Assert.Contains("monday", Assert.Throws<UsageException>(() => new SettingInput("--day", ["fryday"]).OneOf<DayOfWeek>()).Message, StringComparison.Ordinal);
    }
}
