namespace Glia.Cli.Tests;

/// <summary>Every command in docs/choosing-settings.md runs as it stands there.</summary>
public sealed class ChoosingSettingsPageTests
{
    public static TheoryData<string> Commands =>
        [.. File.ReadLines(Repository.At("docs", "choosing-settings.md")).Where(line => line.StartsWith("glia ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Runs(string command)
    {
        string[] args = [.. command.Split(' ').Skip(1).Select(word => word.Trim('"')).Select(word => word.StartsWith("samples/", StringComparison.Ordinal) ? Repository.At(word.Split('/')) : word)];
        Assert.NotEmpty(Cli.Run(args).Done().Out);
    }
}
