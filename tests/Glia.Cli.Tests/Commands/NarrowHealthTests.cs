using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Commands;

/// <summary>What is said of health fits a narrow terminal, and nothing that matters is cut off there.</summary>
public sealed class NarrowHealthTests : IDisposable
{
    private const int Width = 60;
    private readonly Folder _folder = new();

    [Fact]
    public void Findings_causes_treatments_and_what_was_pruned_fit_sixty_columns()
    {
        string table = Cli.Sample("penguins.csv"), run = _folder.Path("run");
        string trained = Run("train", table, "--target", "species", "--optimizer", "sgd", "--learning-rate", "3", "--epochs", "8", "--hidden", "16,16", "--out", run, "--explain", "20");
        Assert.Matches(@"dead \w+ in \d relu \((observed|bounded|certified), since step \d+\)", Joined(trained));
        Assert.Matches(@"measured .+, threshold 0: No row fires it", Joined(trained));
        Assert.Contains("f′(z) is 0 on every row", Joined(trained), StringComparison.Ordinal);
        Assert.Contains("batch normalisation in front of every hidden activation", Joined(trained), StringComparison.Ordinal);
        Assert.Matches(@"Killing updates .+ step \d+, epoch \d+, a batch of \d+ rows: mean z from .+ by the bias, .+ by the weights, .+ learning rate 3, gradient norm", Joined(trained));

        string diagnosed = Run("diagnose", run, table);
        Assert.Matches(@"^layer .*\bdead\b", diagnosed.Split('\n').First(line => line.StartsWith("layer", StringComparison.Ordinal)));
        string healed = Run("heal", run, table, "--seconds", "5");
        Assert.Matches("(?m)^untreated .*to compare with$", healed);
        Assert.Contains("prediction", Run("prune", run, table, "--proof", "observed"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Joined(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        Screen screen = new(IsInteractive: false, HasColour: false, Width);
        Assert.Equal(ExitCode.Done, Entry.Run(args, new Host(output, error, screen, screen, TestContext.Current.CancellationToken)));

        // A hash and a path are one word each; nothing breaks these.
        Assert.All(output.ToString().Split('\n').Where(line => !line.Trim().All(letter => letter != ' ')), line => Assert.True(line.Length <= Width || line.Contains('/', StringComparison.Ordinal), line));
        return output.ToString();
    }
}
