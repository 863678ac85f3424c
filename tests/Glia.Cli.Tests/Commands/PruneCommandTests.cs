using System.Text.Json;
using Glia.Networks.Layers;
using Glia.Tabular;

namespace Glia.Cli.Tests.Commands;

public sealed class PruneCommandTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void Certified_dead_units_go_and_predictions_stay_the_same()
    {
        string model = Wounded(), table = Cli.Sample("penguins.csv"), pruned = _folder.Path("model.pruned.glia");
        JsonElement json = Cli.Run("prune", model, table, "--json").Done().Json();
        Assert.InRange(json.GetProperty("removed").GetInt32(), 3, 22);
        Assert.True(json.GetProperty("same_bits").GetBoolean());
        Assert.True(json.GetProperty("parameters").GetProperty("after").GetInt64() < json.GetProperty("parameters").GetProperty("before").GetInt64());
        Assert.True(json.GetProperty("bytes").GetProperty("after").GetInt64() < json.GetProperty("bytes").GetProperty("before").GetInt64());
        Assert.Equal([pruned, _folder.Path("model.pruned.onnx")], json.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
        string expected = Cli.Run("predict", model, table).Done().Out;
        Assert.Equal(expected, Cli.Run("predict", pruned, table).Done().Out);
        Assert.Equal(expected, Cli.Run("predict", _folder.Path("model.pruned.onnx"), table).Done().Out);
        string diagnosis = Cli.Run("diagnose", model, table, "--json").Done().Out;
        Assert.Contains("\"certified\"", diagnosis, StringComparison.Ordinal);
        Assert.Contains("certified dead", Cli.Run("diagnose", model, table).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_network_of_an_ensemble_is_pruned_by_itself_and_predictions_stay_the_same()
    {
        string table = Cli.Sample("penguins.csv"), model = _folder.Path("ensemble.glia");
        Cli.Run("train", table, "--target", "species", "--hidden", "12", "--epochs", "5", "--ensemble", "3", "--explain", "0", "--out", _folder.Path("run")).Done();
        TabularModel whole = TabularModel.LoadCheckpoint(Path.Combine(_folder.Path("run"), "model.glia"));
        Networks.Network[] networks = [.. whole.Members.Select(member => Networks.Network.FromBytes(member.ToBytes(), "a copy"))];
        ((DenseLayer)networks[0].Layers[0]).Bias.Values[..2].Fill(-1000);
        ((DenseLayer)networks[2].Layers[0]).Bias.Values[..5].Fill(-1000);
        whole.WithMembers(networks).SaveCheckpoint(model);

        JsonElement json = Cli.Run("prune", model, table, "--json").Done().Json();

        JsonElement[] members = [.. json.GetProperty("members").EnumerateArray()];
        int[] removed = [.. members.Select(member => member.GetProperty("removed").GetInt32())];
        Assert.True(removed[0] >= 2 && removed[2] >= 5, $"{removed[0]} and {removed[2]}");
        Assert.Equal(removed.Sum(), json.GetProperty("removed").GetInt32());
        Assert.True(json.GetProperty("same_bits").GetBoolean());
        foreach (string what in (string[])["parameters", "bytes"])
        {
            Assert.Equal(members.Sum(member => member.GetProperty(what).GetProperty("after").GetInt64()), json.GetProperty(what).GetProperty("after").GetInt64());
            Assert.True(json.GetProperty(what).GetProperty("after").GetInt64() < json.GetProperty(what).GetProperty("before").GetInt64());
        }

        string expected = Cli.Run("predict", model, table, "--spread").Done().Out;
        TabularModel smaller = TabularModel.LoadCheckpoint(_folder.Path("ensemble.pruned.glia"));
        Assert.Equal(removed.Select(gone => 12 - gone), smaller.Members.Select(member => member.Layers[0].Outputs));
        Assert.Equal(smaller.Members.Select(member => member.WeightsSha256()), smaller.Run!.Members!.Select(member => member.WeightsSha256));
        Assert.Equal(expected, Cli.Run("predict", _folder.Path("ensemble.pruned.glia"), table, "--spread").Done().Out);
        Assert.Equal(expected, Cli.Run("predict", _folder.Path("ensemble.pruned.onnx"), table, "--spread").Done().Out);
        string text = Cli.Run("prune", model, table).Done().Out;
        Assert.Contains($"together: {removed.Sum()} units removed", text, StringComparison.Ordinal);
        Assert.Contains("member 3: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Weaker_proofs_are_labelled_and_one_file_can_be_asked_for()
    {
        string model = Wounded(), table = Cli.Sample("penguins.csv"), file = _folder.Path("small.onnx");
        string text = Cli.Run("prune", model, table, "--proof", "observed", "--certify", "0", "-o", file).Done().Out;
        Assert.Contains("(observed)", text, StringComparison.Ordinal);
        Assert.Contains("nothing is proved of other rows", text, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
        Assert.Contains("nothing to remove", Cli.Run("prune", model, table, "--certify", "0").Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Proofs_hold_for_the_ranges_that_are_given()
    {
        string model = Wounded(), table = Cli.Sample("penguins.csv");
        string[] lines = File.ReadAllLines(table);
        string wide = _folder.Path("wide.csv");
        File.WriteAllLines(wide, [lines[0], .. lines.Skip(1), lines[1].Replace("39.1", "-1e6", StringComparison.Ordinal), lines[1].Replace("39.1", "1e6", StringComparison.Ordinal)]);
        int own = Removed(), given = Removed("--ranges", table), far = Removed("--ranges", wide);
        Assert.Equal(own, given);
        Assert.True(far < own, "a bill of a kilometre fires units that no penguin does");
        string empty = _folder.Path("empty.csv");
        File.WriteAllLines(empty, [lines[0]]);
        Assert.Contains("empty.csv", Cli.Run("prune", model, table, "--ranges", empty).Error, StringComparison.Ordinal);

        int Removed(params string[] more) => Cli.Run(["prune", model, table, "--json", .. more]).Done().Json().GetProperty("removed").GetInt32();
    }

    [Theory]
    [InlineData("there is no such file", "nowhere.glia", "penguins.csv")]
    [InlineData("the model needs columns", null, "iris.csv")]
    [InlineData(".glia or .onnx", null, "penguins.csv", "--out", "model.txt")]
    [InlineData("--certify takes seconds", null, "penguins.csv", "--certify", "-1")]
    [InlineData("certified", null, "penguins.csv", "--proof", "perhaps")]
    public void Says_what_is_wrong(string message, string? model, string table, params string[] more)
    {
        Outcome outcome = Cli.Run(["prune", model ?? run.Out, Cli.Sample(table), .. more]);
        Assert.NotEqual(ExitCode.Done, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The model with three units of its first layer killed by their biases.</summary>
    private string Wounded()
    {
        TabularModel model = TabularModel.LoadCheckpoint(run.File("model.glia"));
        Networks.Network network = Networks.Network.FromBytes(model.Network.ToBytes(), "a copy");
        ((DenseLayer)network.Layers[0]).Bias.Values[..3].Fill(-1000);
        string path = _folder.Path("model.glia");
        model.WithNetwork(network).SaveCheckpoint(path);
        return path;
    }
}
