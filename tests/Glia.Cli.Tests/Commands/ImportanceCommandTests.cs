using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class ImportanceCommandTests(PenguinRun run) : IClassFixture<PenguinRun>
{
    [Theory]
    [InlineData("model.glia")]
    [InlineData("model.onnx")]
    public void Json_has_every_column_the_most_important_first(string model)
    {
        JsonElement json = Cli.Run("importance", run.File(model), Cli.Sample("penguins.csv"), "--repeats", "3", "--seed", "7", "--json").Done().Json();
        Assert.Equal("accuracy", json.GetProperty("metric").GetString());
        Assert.InRange(json.GetProperty("baseline").GetDouble(), 0.8, 1);
        JsonElement[] columns = [.. json.GetProperty("columns").EnumerateArray()];
        double[] values = [.. columns.Select(column => column.GetProperty("importance").GetDouble())];
        Assert.Equal(values.OrderDescending(), values);
        Assert.True(values[0] > 0.05);
        Assert.All(columns, column => Assert.Equal(3, column.GetProperty("falls").GetArrayLength()));
        Assert.Single(columns, column => column.GetProperty("name").GetString() == "island");
    }

    [Fact]
    public void Text_is_the_same_for_the_same_seed()
    {
        string text = Cli.Run("importance", run.Out, Cli.Sample("penguins.csv"), "--metric", "log_loss", "--repeats", "2").Done().Out;
        Assert.Contains("log loss", text, StringComparison.Ordinal);
        Assert.Contains("95 % interval", text, StringComparison.Ordinal);
        Assert.Equal(text, Cli.Run("importance", run.File("model.glia"), Cli.Sample("penguins.csv"), "--metric", "log_loss", "--repeats", "2").Done().Out);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Equal(ExitCode.WrongUsage, Cli.Run("importance", run.Out, Cli.Sample("penguins.csv"), "--repeats", "0").Code);
        Outcome metric = Cli.Run("importance", run.Out, Cli.Sample("penguins.csv"), "--metric", "rmse");
        Assert.Equal(ExitCode.Failed, metric.Code);
        Assert.Contains("'rmse'", metric.Error, StringComparison.Ordinal);
        Outcome table = Cli.Run("importance", run.Out, Cli.Sample("iris.csv"));
        Assert.Equal(ExitCode.Failed, table.Code);
        Assert.Contains("species", table.Error, StringComparison.Ordinal);
    }
}
