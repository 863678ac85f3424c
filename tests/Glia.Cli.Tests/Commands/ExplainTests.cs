using System.Globalization;
using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

/// <summary>Findings of <c>glia train</c> are explained by experiments: in the terminal, the page and both JSON files.</summary>
public sealed class ExplainTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void A_rate_far_too_high_is_explained_everywhere()
    {
        Outcome outcome = Train("--explain", "30");
        Assert.Contains("replays made", outcome.Error, StringComparison.Ordinal);
        JsonElement json = outcome.Json();
        Assert.NotEqual(0, json.GetProperty("health").GetArrayLength());
        JsonElement[] causes = [.. json.GetProperty("health_causes").EnumerateArray()];
        Assert.Equal(json.GetProperty("health").GetArrayLength(), causes.Length);
        foreach (JsonElement cause in causes)
        {
            Assert.Contains("learning_rate_tenth", cause.GetProperty("experiments").EnumerateArray().Select(each => each.GetProperty("factor").GetString()));
            Assert.Equal("nothing", cause.GetProperty("unchanged").GetProperty("factor").GetString());
        }

        JsonElement death = json.GetProperty("health_deaths").EnumerateArray().First();
        double jump = death.GetProperty("mean_after").GetDouble() - death.GetProperty("mean_before").GetDouble();
        double parts = death.GetProperty("by_bias").GetDouble() + death.GetProperty("by_weights").GetDouble() + death.GetProperty("by_inputs").GetDouble();
        Assert.Equal(jump, parts, 1e-6 * (1 + Math.Abs(jump)));

        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path("out"), "run.json")));
        Assert.Equal(causes.Length, run.RootElement.GetProperty("health_report").GetProperty("causes").GetArrayLength());
        string page = File.ReadAllText(Path.Combine(_folder.Path("out"), "report.html"));
        Assert.Contains("id=\"causes\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"deaths\"", page, StringComparison.Ordinal);
        Assert.Contains("learning rate ⅒", page, StringComparison.Ordinal);
        Assert.Contains($"<b>step {death.GetProperty("step").GetInt64()}</b>: {string.Join(", ", death.GetProperty("batch_rows").EnumerateArray())}<", page, StringComparison.Ordinal);
    }

    /// <summary>Findings of one training share events: the page tells each once, and links to it from the other findings.</summary>
    [Fact]
    public void The_page_tells_every_event_once()
    {
        JsonElement json = Train("--explain").Json();
        string page = File.ReadAllText(Path.Combine(_folder.Path("out"), "report.html"));
        string[] events = [.. json.GetProperty("health_causes").EnumerateArray().SelectMany(cause => cause.GetProperty("chain").EnumerateArray())
            .Select(link => $"<b>step {link.GetProperty("step").GetInt64().ToString("N0", CultureInfo.InvariantCulture)}</b>: {link.GetProperty("text").GetString()!.Replace("'", "&#39;", StringComparison.Ordinal)}.</li>")];
        Assert.True(events.Distinct().Count() < events.Length, "no event belongs to two findings");
        Assert.All(events, each => Assert.Equal(2, page.Split(each).Length));
        Assert.Contains("is told under", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#cause-1\">", page, StringComparison.Ordinal);
        Assert.Contains("<article class=\"cause\" id=\"cause-1\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_left_out_and_changes_no_weight()
    {
        Outcome outcome = Train("--explain", "0");
        Assert.Equal(0, outcome.Json().GetProperty("health_causes").GetArrayLength());
        Assert.DoesNotContain("Explaining", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(Sha(Train("--explain", "20")), Sha(outcome));
    }

    [Fact]
    public void People_read_a_table()
    {
        string text = Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--activation", "relu", "--optimizer", "sgd", "--learning-rate", "30", "--epochs", "8", "--hidden", "16,16", "--out", _folder.Path("out"), "--explain", "30").Out;
        Assert.Contains("changing only this", text, StringComparison.Ordinal);
        Assert.Contains("nothing changed", text, StringComparison.Ordinal);
        Assert.Contains("Why non finite in 2 dense", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_value_it_takes_the_time_it_takes_unless_told() =>
        Assert.NotEqual(0, Train("--explain").Json().GetProperty("health_causes").GetArrayLength());

    [Fact]
    public void A_time_that_is_none_is_refused()
    {
        Outcome outcome = Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--explain", "-1");
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("--explain", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Train(params string[] more) => Cli.Run(
        ["train", Cli.Sample("penguins.csv"), "--target", "species", "--activation", "relu", "--optimizer", "sgd", "--learning-rate", "30", "--epochs", "8", "--hidden", "16,16", "--out", _folder.Path("out"), "--json", .. more]);

    private static string? Sha(Outcome outcome) => outcome.Json().GetProperty("weights_sha256").GetString();
}
