using System.Globalization;
using System.Text.Json;

namespace Glia.Cli.Tests;

/// <summary>Several targets from one end to the other: train, evaluate, predict, resume, compare, export, in files and in sentences.</summary>
public sealed class SeveralTargetsTests : IDisposable
{
    private static readonly string[] Quick = ["--hidden", "8", "--epochs", "6", "--explain", "0"];
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The penguins with a label of their weight.</summary>
    internal static string Labelled()
    {
        string[] lines = File.ReadAllLines(Cli.Sample("penguins.csv"));
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line + ",heavy"
            : $"{line},{(double.TryParse(line.Split(',')[4], CultureInfo.InvariantCulture, out double mass) ? mass > 4200 ? "yes" : "no" : "")}")) + "\n";
    }

    [Fact]
    public void Numbers_from_training_to_prediction()
    {
        string run = _folder.Path("run");
        Outcome trained = Cli.Run(["train", Cli.Sample("penguins.csv"), "--target", "body_mass_g", "--target", "bill_length_mm", "--out", run, .. Quick]).Done();
        Assert.Contains("multitarget: ", trained.Out, StringComparison.Ordinal);
        Assert.Contains("bill_length_mm: RMSE", trained.Out, StringComparison.Ordinal);
        Assert.Contains("2 rows without a value for 'body_mass_g' or 'bill_length_mm' left out", trained.Error, StringComparison.Ordinal);
        Assert.Contains("target: [body_mass_g, bill_length_mm]", File.ReadAllText(Path.Combine(run, "run.yaml")), StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("By target", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<strong>Predicted and actual</strong>").Length - 1);

        string[] csv = Cli.Run("predict", run, Cli.Sample("penguins.csv")).Done().Out.Split('\n');
        Assert.Equal("prediction_body_mass_g,prediction_bill_length_mm", csv[0]);
        Assert.Equal(csv, Cli.Run("predict", Path.Combine(run, "model.onnx"), Cli.Sample("penguins.csv")).Done().Out.Split('\n'));
        JsonElement json = Cli.Run("predict", run, Cli.Sample("penguins.csv"), "--json").Done().Json();
        Assert.Equal(csv[1], string.Join(',', json.GetProperty("predictions")[0].EnumerateObject().Select(value => value.Value.GetRawText())));
        Assert.Equal(["body_mass_g", "bill_length_mm"], json.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));

        JsonElement evaluated = Cli.Run("evaluate", run, Cli.Sample("penguins.csv"), "--json").Done().Json();
        Assert.Equal(2, evaluated.GetProperty("rows_without_target").GetInt32());
        double[] each = [.. evaluated.GetProperty("by_target").EnumerateObject().Select(target => target.Value.GetProperty("metrics").GetProperty("r2").GetDouble())];
        Assert.Equal(each.Average(), evaluated.GetProperty("metrics").GetProperty("r2").GetDouble(), 1e-12);
        Assert.Contains("body_mass_g", Cli.Run("evaluate", run, Cli.Sample("penguins.csv")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_from_training_to_prediction_and_again_from_the_configuration()
    {
        string data = _folder.Write("penguins.csv", Labelled()), run = _folder.Path("run");
        JsonElement first = Cli.Run(["train", data, "--target", "sex, heavy", "--column", "body_mass_g=ignored", "--threshold", "heavy=0.7", "--out", run, "--json", .. Quick]).Done().Json();
        Assert.Equal("multilabel", first.GetProperty("task").GetString());
        Assert.Equal("sex, heavy", first.GetProperty("target").GetString());
        Assert.True(first.GetProperty("test").TryGetProperty("hamming_loss", out _));
        Assert.Equal(["no", "yes"], first.GetProperty("by_target").GetProperty("test").GetProperty("heavy").GetProperty("confusion").GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        JsonElement weighted = Cli.Run(["train", data, "--target", "sex, heavy", "--class-weight", "heavy=3", "--out", _folder.Path("weighted"), "--json", .. Quick]).Done().Json();
        Assert.Equal("binary_cross_entropy(positive_1=1, positive_2=3)", weighted.GetProperty("loss").GetString());
        JsonElement again = Cli.Run("train", "--config", Path.Combine(run, "run.yaml"), "--out", _folder.Path("again"), "--json").Done().Json();
        Assert.Equal(first.GetProperty("weights_sha256").GetString(), again.GetProperty("weights_sha256").GetString());
        JsonElement on = Cli.Run(["train", data, "--target", "sex", "--target", "heavy", "--from", run, "--out", _folder.Path("on"), "--json", .. Quick]).Done().Json();
        Assert.Equal("multilabel", on.GetProperty("task").GetString());

        string[] csv = Cli.Run("predict", run, data).Done().Out.Split('\n');
        Assert.Equal("label_sex,probability_sex,label_heavy,probability_heavy", csv[0]);
        Assert.Equal(csv, Cli.Run("predict", Path.Combine(run, "model.onnx"), data).Done().Out.Split('\n'));
        Assert.All(csv[1..^1], line => Assert.Equal(float.Parse(line.Split(',')[3], CultureInfo.InvariantCulture) >= 0.7f ? "yes" : "no", line.Split(',')[2]));
        JsonElement one = Cli.Run("predict", run, data, "--json").Done().Json().GetProperty("predictions")[0].GetProperty("sex");
        Assert.Equal(string.Join(',', csv[1].Split(',')[..2]), $"{one.GetProperty("label").GetString()},{one.GetProperty("probability").GetRawText()}");
        Assert.Contains("said to", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Assert.Contains("exact match", Cli.Run("evaluate", run, data).Done().Out, StringComparison.Ordinal);
        Assert.Equal("exact_match", Cli.Run("importance", run, data, "--repeats", "1", "--json").Done().Json().GetProperty("metric").GetString());
        Cli.Run("diagnose", run, data, "--certify", "0").Done();
        Cli.Run("prune", run, data, "--certify", "0").Done();
        Cli.Run("heal", run, data, "--seconds", "1").Done();
        Cli.Run("export", run, "--csharp", _folder.Path("Model.cs"), "--c", _folder.Path("model.c"), "--onnx", _folder.Path("m.onnx")).Done();
        Assert.Contains("string[] Predict(Row row)", File.ReadAllText(_folder.Path("Model.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrated_ensembles_of_several_labels_and_numbers()
    {
        string data = _folder.Write("penguins.csv", Labelled()), run = _folder.Path("run");
        Outcome trained = Cli.Run(["train", data, "--target", "sex,heavy", "--calibrate", "--l2", "0.3", "--ensemble", "2", "--out", run, .. Quick]).Done();
        Assert.Contains("calibrate sex: ", trained.Out, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("Logits of ", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#calibration\">", page, StringComparison.Ordinal);
        string[] csv = Cli.Run("predict", run, data, "--spread").Done().Out.Split('\n');
        Assert.Equal("label_sex,probability_sex,label_heavy,probability_heavy,spread_sex,spread_heavy", csv[0]);
        JsonElement one = Cli.Run("predict", run, data, "--spread", "--json").Done().Json().GetProperty("predictions")[0].GetProperty("heavy");
        Assert.Equal(csv[1].Split(',')[5], one.GetProperty("spread").GetRawText());
        Assert.Equal(csv, Cli.Run("predict", Path.Combine(run, "model.onnx"), data, "--spread").Done().Out.Split('\n'));
        Cli.Run("export", run, "--csharp", _folder.Path("Model.cs"), "--c", _folder.Path("model.c")).Done();

        Cli.Run(["train", data, "--target", "body_mass_g,bill_length_mm", "--ensemble", "2", "--out", run, .. Quick]).Done();
        Assert.Equal("prediction_body_mass_g,prediction_bill_length_mm,spread_body_mass_g,spread_bill_length_mm", Cli.Run("predict", run, data, "--spread").Done().Out.Split('\n')[0]);
        Assert.Equal(["spread", "value"], Cli.Run("predict", run, data, "--spread", "--json").Done().Json().GetProperty("predictions")[0].GetProperty("body_mass_g").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public void Comparing_sweeping_and_rates()
    {
        string data = _folder.Write("penguins.csv", Labelled());
        JsonElement board = Cli.Run("compare", data, "--target", "sex,heavy", "--activations", "relu,tanh", "--seeds", "2", "--hidden", "8", "--epochs", "4", "--json").Done().Json();
        Assert.Equal("exact_match", board.GetProperty("metric").GetString());
        string space = _folder.Write("space.yaml", $"data: {data}\ntarget: [bill_length_mm, body_mass_g]\nepochs: 3\nhidden: [8]\nspace:\n  learning_rate: {{log: [0.001, 0.1]}}\nsweep:\n  trials: 2\n");
        Assert.Equal("r2", Cli.Run("sweep", space, "--out", _folder.Path("sweep"), "--json").Done().Json().GetProperty("metric").GetString());
        Assert.NotEmpty(Cli.Run("lr-find", data, "--target", "bill_length_mm,body_mass_g", "--steps", "40", "--repeats", "1", "--json").Done().Json().GetProperty("points").EnumerateArray());
    }

    [Theory]
    [InlineData("several targets have to be all numbers or all of two classes", "--target", "sex", "--target", "bill_length_mm")]
    [InlineData("named twice", "--target", "sex", "--target", "sex")]
    [InlineData("no target column 'heav'", "--target", "sex,heav")]
    [InlineData("'bill_length_mm' and 'bill_depth_mm' are numbers; leave it out", "--target", "bill_length_mm,bill_depth_mm", "--calibrate")]
    [InlineData("none of the targets", "--target", "sex,heavy", "--threshold", "species=0.2")]
    public void What_does_not_go_is_said(string sentence, params string[] args)
    {
        string data = _folder.Write("penguins.csv", Labelled());
        Outcome outcome = Cli.Run(["train", data, .. args, "--out", _folder.Path("run"), .. Quick]);
        Assert.Equal(ExitCode.Failed, outcome.Code);
        Assert.Empty(outcome.Out);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
    }
}
