using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class HealCommandTests : IDisposable
{
    private static readonly string Concrete = Cli.Sample("concrete.csv");
    private readonly Folder _folder = new();

    [Fact]
    public void A_sick_model_is_healed_into_new_files_and_is_better_on_rows_it_never_saw()
    {
        string sick = Train("0.3");
        JsonElement json = Cli.Run("heal", sick, Concrete, "--json", "--out", _folder.Path("well.glia")).Done().Json();
        JsonElement healing = json.GetProperty("healing");
        JsonElement[] trials = [.. healing.GetProperty("trials").EnumerateArray()];
        Assert.Equal(["before", "untreated"], trials.Take(2).Select(trial => trial.GetProperty("name").GetString()));
        JsonElement kept = Assert.Single(trials, trial => trial.GetProperty("outcome").GetString() == "kept");
        Assert.Equal(healing.GetProperty("kept").GetString(), kept.GetProperty("name").GetString());
        Assert.Equal([_folder.Path("well.glia"), _folder.Path("well.onnx")], json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.True(Score(_folder.Path("well.glia")) > Score(sick) + 0.1);
        Assert.Equal(Score(_folder.Path("well.glia")), Score(_folder.Path("well.onnx")), 6);
    }

    [Fact]
    public void Every_network_of_an_ensemble_is_healed_by_itself_and_the_average_is_better_on_rows_it_never_saw()
    {
        string folder = _folder.Path("ensemble"), well = _folder.Path("well.glia"), sick = Path.Combine(folder, "model.glia");
        Cli.Run([.. Arguments("0.3", "relu", folder), "--explain", "0", "--ensemble", "2"]).Done();

        JsonElement json = Cli.Run("heal", sick, Concrete, "--json", "--out", well).Done().Json();

        JsonElement[] members = [.. json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("healing"))];
        Assert.Equal(2, members.Length);
        Assert.Contains(members, healing => healing.ValueKind == JsonValueKind.Object && healing.GetProperty("kept").ValueKind == JsonValueKind.String);
        Assert.True(Score(well) > Score(sick), $"{Score(sick)} before, {Score(well)} after");
        Assert.Equal(Score(well), Score(_folder.Path("well.onnx")), 6);
    }

    [Theory]
    [InlineData("--heal")]
    [InlineData("--heal=60")]
    public void Training_heals_what_it_finds_if_asked(string option)
    {
        string sick = Train("0.3");
        string folder = _folder.Path("healed");
        Outcome outcome = Cli.Run([.. Arguments("0.3", "relu", folder), "--explain", "0", option, "--json"]).Done();
        JsonElement json = outcome.Json();
        JsonElement healing = json.GetProperty("healing");
        Assert.NotEqual(JsonValueKind.Null, healing.GetProperty("kept").ValueKind);
        Assert.NotEqual(0, json.GetProperty("health").GetArrayLength());
        Assert.True(healing.GetProperty("findings_left").GetArrayLength() < json.GetProperty("health").GetArrayLength());
        Assert.True(Score(Path.Combine(folder, "model.glia")) > Score(sick) + 0.1);
        Assert.Equal(json.GetProperty("test").GetProperty("r2").GetDouble() > 0.5, Score(Path.Combine(folder, "model.onnx")) > 0.5);
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("id=\"healing\"", report, StringComparison.Ordinal);
        Assert.Contains("scores of the healed network", report, StringComparison.Ordinal);
        Assert.Contains("Healing:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_behind_the_option_is_told_from_seconds()
    {
        Outcome outcome = Cli.Run("train", "--heal", Concrete, "--target", "target", "--out", _folder.Path("none"));
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("a table stands in front of --heal", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_without_findings_heals_nothing()
    {
        Outcome outcome = Cli.Run([.. Arguments("0.001", "tanh", _folder.Path("well")), "--heal", "--json"]).Done();
        Assert.Equal(JsonValueKind.Null, outcome.Json().GetProperty("healing").ValueKind);
        Assert.DoesNotContain("Healing:", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_healthy_model_is_left_alone()
    {
        string healthy = Train("0.001", "tanh");
        string[] before = _folder.Names();
        Assert.Contains("nothing to heal", Cli.Run("heal", healthy, Concrete).Done().Out, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Names());
    }

    [Theory]
    [InlineData("--seconds", "0")]
    [InlineData("--epochs", "-1")]
    public void Senseless_budgets_are_wrong_usage(string option, string value)
    {
        Outcome outcome = Cli.Run("heal", Train("0.001"), Concrete, option, value);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_the_target_is_refused() =>
        Assert.Contains("no target column 'target'", Cli.Run("heal", Train("0.001"), Cli.Sample("penguins.csv")).Error, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private string Train(string rate, string activation = "relu")
    {
        string folder = _folder.Path("run" + rate);
        _ = Cli.Run(Arguments(rate, activation, folder)).Done();
        return Path.Combine(folder, "model.glia");
    }

    private static string[] Arguments(string rate, string activation, string folder) =>
        ["train", Concrete, "--target", "target", "--hidden", "16,16", "--learning-rate", rate, "--activation", activation, "--epochs", "30", "--out", folder];

    private static double Score(string model) => Cli.Run("evaluate", model, Concrete, "--json").Done().Json().GetProperty("metrics").GetProperty("r2").GetDouble();
}
