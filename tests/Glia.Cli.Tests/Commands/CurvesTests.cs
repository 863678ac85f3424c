namespace Glia.Cli.Tests.Commands;

public sealed class CurvesTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void Curves_are_written_and_change_no_weight()
    {
        string plain = Hash(Train()), csv = _folder.Path("curves.csv"), events = Path.Combine(_folder.Path("runs"), "1");
        Outcome watched = Train("--curves", csv, "--tensorboard", events);
        Assert.Equal(plain, Hash(watched));
        Assert.Contains($"Curves: {csv} and {events}", watched.Error, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal(1 + 7, lines.Length);
        Assert.Contains("accuracy/validation", lines[0], StringComparison.Ordinal);
        Assert.True(new FileInfo(Assert.Single(Directory.GetFiles(events))).Length > 10_000);
    }

    [Theory]
    [InlineData("ends in .csv or .jsonl", ExitCode.WrongUsage, "--curves", "curves.txt")]
    [InlineData("curves cannot be written there", ExitCode.Failed, "--curves", "missing/folder/curves.csv")]
    public void Names_that_do_not_do_are_refused(string message, int code, params string[] args)
    {
        Outcome outcome = Train(args);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("out", _folder.Names());
    }

    public void Dispose() => _folder.Dispose();

    private static string Hash(Outcome outcome) => outcome.Done().Json().GetProperty("weights_sha256").GetString()!;

    private Outcome Train(params string[] more) =>
        Cli.Run(["train", Cli.Sample("iris.csv"), "--target", "target", "--epochs", "7", "--hidden", "8", "--explain", "0", "--out", _folder.Path("out"), "--json", .. more]);
}
