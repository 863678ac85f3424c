using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

/// <summary>Models of other makers, and weights alone, at the command line; the files are those of tests/vectors.</summary>
public sealed class ForeignModelTests : IDisposable
{
    private readonly Folder _folder = new();

    private static string Import(string name) => Repository.At("tests", "vectors", "onnx", "imports", name);

    private static string Vector(string name) => Repository.At("tests", "vectors", "onnx", name);

    [Fact]
    public void A_pipeline_is_evaluated_predicted_and_trained_on()
    {
        string model = Import("sklearn_columns.onnx"), table = Import("sklearn_columns.csv");
        double before = Cli.Run("evaluate", model, table, "--target", "label", "--json").Done().Json().GetProperty("metrics").GetProperty("log_loss").GetDouble();
        Assert.StartsWith("label,probability_0,probability_1\n", Cli.Run("predict", model, table, "--target", "label").Done().Out, StringComparison.Ordinal);
        string[] train = ["train", table, "--target", "label", "--from", model, "--epochs", "40", "--out", _folder.Path("run"), "--json"];
        JsonElement json = Cli.Run(train).Done().Json();
        double after = Cli.Run("evaluate", _folder.Path("run"), table, "--json").Done().Json().GetProperty("metrics").GetProperty("log_loss").GetDouble();
        Assert.True(after < before, $"{before} became {after}");

        // The configuration repeats it to the bit.
        JsonElement again = Cli.Run("train", "--config", Path.Combine(_folder.Path("run"), "run.yaml"), "--out", _folder.Path("again"), "--json").Done().Json();
        Assert.Equal(json.GetProperty("weights_sha256").GetString(), again.GetProperty("weights_sha256").GetString());
    }

    [Fact]
    public void A_network_of_PyTorch_takes_its_columns_from_the_table()
    {
        Outcome outcome = Cli.Run("evaluate", Vector("dense_batch_norm.onnx"), Vector("dense_batch_norm.csv"));
        Assert.NotEqual(ExitCode.Done, outcome.Code);
        Assert.Contains("target", outcome.Error, StringComparison.Ordinal);
        Outcome predicted = Cli.Run("predict", Vector("dense_batch_norm.onnx"), Vector("dense_batch_norm.csv")).Done();
        Assert.StartsWith("prediction\n", predicted.Out, StringComparison.Ordinal);
        Assert.Contains("(Conv) cannot be read as a layer", Cli.Run("predict", Vector("convolution.onnx"), Vector("convolution.csv")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_units_are_certified_and_taken_out_of_the_file()
    {
        string pruned = _folder.Path("small.onnx"), table = Vector("dense.csv");
        JsonElement json = Cli.Run("prune", Vector("dense.onnx"), table, "--target", "species", "--out", pruned, "--json").Done().Json();
        Assert.Equal(2, json.GetProperty("removed").GetInt32());
        Assert.Equal([pruned], json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        Assert.InRange(json.GetProperty("largest_difference").GetDouble(), 0, 1e-6);
        Assert.Equal(
            Cli.Run("predict", Vector("dense.onnx"), table, "--target", "species").Done().Out,
            Cli.Run("predict", pruned, table, "--target", "species").Done().Out);
        Assert.Contains("\"certified\"", Cli.Run("diagnose", Vector("dense.onnx"), table, "--target", "species", "--json").Done().Out, StringComparison.Ordinal);
        Assert.Contains("nothing to remove", Cli.Run("prune", pruned, table, "--target", "species").Done().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights.safetensors", "--safetensors")]
    [InlineData("weights.npz", "--npz")]
    public void Weights_go_out_and_a_training_starts_from_them(string name, string option)
    {
        string run = _folder.Path("run"), file = _folder.Path(name), table = Cli.Sample("iris.csv");
        string[] train = ["train", table, "--target", "target", "--hidden", "8", "--learning-rate", "0.01"];
        _ = Cli.Run([.. train, "--epochs", "60", "--out", run]).Done();
        Assert.Contains(name, Cli.Run("export", run, option, file).Done().Out, StringComparison.Ordinal);
        double after = Loss("on", "--from", file), first = Loss("new");
        Assert.True(after < first / 2, $"{after} after one more epoch, {first} after the first");

        double Loss(string folder, params string[] more) =>
            Cli.Run([.. train, "--epochs", "1", "--out", _folder.Path(folder), "--json", .. more]).Done().Json().GetProperty("train_loss").GetDouble();
    }

    /// <summary>A pipeline with a Normalizer, by a table that holds more numbers than the model takes.</summary>
    [Fact]
    public void Trains_on_from_a_pipeline_that_divides_rows_by_their_norm()
    {
        string table = Import("sklearn_normalized.csv"), run = _folder.Path("run");
        string[] train = ["train", table, "--target", "label", "--from", Import("sklearn_normalized.onnx"), "--out", run];
        Outcome refused = Cli.Run(train);
        Assert.Contains("--column NAME=ignored", refused.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);

        JsonElement record = Cli.Run([.. train, "--column", "p_high=ignored", "--column", "p_low=ignored", "--column", "p_middle=ignored", "--epochs", "40", "--json"]).Done().Json();
        Assert.Equal("row_norm", record.GetProperty("layers")[0].GetProperty("kind").GetString());
        Assert.InRange(record.GetProperty("validation").GetProperty("accuracy").GetDouble(), 0.85, 1);
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        string table = Cli.Sample("iris.csv");
        Contains("Say what to write", "export", Import("sklearn_scaled.onnx"));
        Contains("end in .safetensors or .npz", "export", Import("sklearn_scaled.onnx"), "--npz", "weights.txt");
        Contains("layers with weights", "train", table, "--target", "target", "--from", Repository.At("tests", "vectors", "weights", "sequential.npz"), "--out", _folder.Path("run"));
        Contains("takes 4 numbers a row", "predict", Vector("dense.onnx"), Cli.Sample("digits.csv"));
        Contains("from models of other makers only certified units are taken", "prune", Vector("dense.onnx"), Vector("dense.csv"), "--proof", "observed");

        void Contains(string message, params string[] args)
        {
            Outcome outcome = Cli.Run(args);
            Assert.NotEqual(ExitCode.Done, outcome.Code);
            Assert.Contains(message, outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();
}
