using System.Globalization;
using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class ModelCommandsTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    [Theory]
    [InlineData("model.glia")]
    [InlineData("model.onnx")]
    public void Predict_writes_a_line_a_row(string model)
    {
        string[] lines = Cli.Run("predict", run.File(model), Cli.Sample("penguins.csv")).Done().Out.TrimEnd().Split('\n');
        Assert.Equal(345, lines.Length);
        Assert.Equal("label,probability_Adelie,probability_Chinstrap,probability_Gentoo", lines[0]);
        string[] fields = lines[1].Split(',');
        Assert.Equal(4, fields.Length);
        Assert.Equal(1, fields.Skip(1).Sum(p => double.Parse(p, CultureInfo.InvariantCulture)), 5);
    }

    [Fact]
    public void Checkpoint_folder_and_exported_model_predict_the_same_bits()
    {
        string table = Cli.Sample("penguins.csv");
        string expected = Cli.Run("predict", run.File("model.glia"), table).Done().Out;
        Assert.Equal(expected, Cli.Run("predict", run.File("model.onnx"), table).Done().Out);
        Assert.Equal(expected, Cli.Run("predict", run.Out, table).Done().Out);
    }

    [Fact]
    public void Predict_writes_into_a_file_and_as_json()
    {
        string file = _folder.Path("predictions.json");
        Outcome outcome = Cli.Run("predict", run.Out, Cli.Sample("penguins.csv"), "--json", "--out", file).Done();
        Assert.Empty(outcome.Out);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));
        Assert.Equal(344, json.RootElement.GetProperty("predictions").GetArrayLength());
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], json.RootElement.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(3, json.RootElement.GetProperty("predictions")[0].GetProperty("probabilities").GetArrayLength());
    }

    [Fact]
    public void Predict_says_what_training_did_not_see_and_not_among_the_predictions()
    {
        string path = _folder.Path("elsewhere.csv");
        File.WriteAllText(path, File.ReadAllText(Cli.Sample("penguins.csv")).Replace("Torgersen", "Nowhere", StringComparison.Ordinal));
        Outcome outcome = Cli.Run("predict", run.Out, path).Done();
        Assert.Equal(345, outcome.Out.TrimEnd().Split('\n').Length);
        Assert.Contains("Note: column 'island' has a text in 52 of 344 rows that is no category of the model; it is taken as unknown (first 'Nowhere' in", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(Cli.Run("predict", run.Out, Cli.Sample("penguins.csv")).Done().Error);
    }

    [Fact]
    public void Evaluate_says_what_training_did_not_see()
    {
        string path = _folder.Path("elsewhere.csv");
        File.WriteAllText(path, File.ReadAllText(Cli.Sample("penguins.csv")).Replace("Torgersen", "Nowhere", StringComparison.Ordinal));
        Outcome outcome = Cli.Run("evaluate", run.Out, path, "--json").Done();
        Assert.Equal(344, outcome.Json().GetProperty("rows").GetInt32());
        Assert.Contains("Note: column 'island' has a text in 52 of 344 rows that is no category of the model", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(Cli.Run("evaluate", run.Out, Cli.Sample("penguins.csv")).Done().Error);
    }

    [Fact]
    public void Evaluate_says_metrics_and_confusion()
    {
        JsonElement json = Cli.Run("evaluate", run.Out, Cli.Sample("penguins.csv"), "--json").Done().Json();
        Assert.Equal(344, json.GetProperty("rows").GetInt32());
        Assert.InRange(json.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.8, 1);
        Assert.Equal(344, json.GetProperty("confusion").GetProperty("counts").EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));
        string text = Cli.Run("evaluate", run.Out, Cli.Sample("penguins.csv")).Done().Out;
        Assert.Contains("balanced accuracy", text, StringComparison.Ordinal);
        Assert.Contains("actual", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.glia")]
    [InlineData("model.onnx")]
    public void Diagnose_has_one_entry_a_unit_in_graph_order(string model)
    {
        JsonElement json = Cli.Run("diagnose", run.File(model), Cli.Sample("penguins.csv"), "--json").Done().Json();
        JsonElement[] layers = [.. json.GetProperty("layers").EnumerateArray()];
        Assert.Equal([16, 8], layers.Select(layer => layer.GetProperty("units").GetInt32()));
        foreach (JsonElement layer in layers)
        {
            int units = layer.GetProperty("units").GetInt32();
            Assert.Equal("relu", layer.GetProperty("activation").GetString());
            Assert.Equal(344, layer.GetProperty("rows").GetInt32());
            foreach (string name in (string[])["fired", "max_z", "min_z", "state", "proof"])
            {
                Assert.Equal(units, layer.GetProperty(name).GetArrayLength());
            }

            Assert.All(layer.GetProperty("state").EnumerateArray(), state => Assert.Contains(state.GetString(), (string[])["alive", "sparse", "silent", "dead", "saturated", "dormant", "constant", "duplicate"]));
            Assert.All(layer.GetProperty("proof").EnumerateArray(), proof => Assert.Contains(proof.GetString(), (string[])["observed", "bounded", "certified"]));
        }

        Assert.Equal(JsonValueKind.Array, json.GetProperty("findings").ValueKind);
        Assert.Contains("units", Cli.Run("diagnose", run.File(model), Cli.Sample("penguins.csv")).Done().Out, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
