using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class CompareCommandTests
{
    private static readonly string[] Quick = ["compare", Cli.Sample("iris.csv"), "--target", "target", "--epochs", "20", "--hidden", "8"];

    [Fact]
    public void Numbers_do_not_depend_on_how_many_train_at_once()
    {
        string[] args = [.. Quick, "--activations", "relu,leaky_relu(slope=0.2),tanh", "--seeds", "3", "--json"];
        JsonElement one = Cli.Run([.. args, "--jobs", "1"]).Done().Json();
        JsonElement three = Cli.Run([.. args, "--jobs", "3"]).Done().Json();
        Assert.Equal(3, three.GetProperty("jobs").GetInt32());
        Assert.Equal(Numbers(one), Numbers(three));
        Assert.Equal(3, one.GetProperty("candidates").GetArrayLength());
    }

    /// <summary>A candidate is exactly the training that train makes of the same settings: same split, same weights.</summary>
    [Fact]
    public void A_candidate_is_the_training_of_the_same_settings()
    {
        using var folder = new Folder();
        JsonElement compared = Cli.Run([.. Quick, "--vary", "learning_rate=0.01,0.0001", "--seeds", "2", "--seed", "7", "--json"]).Done().Json();
        JsonElement best = compared.GetProperty("candidates")[0];
        Assert.Equal("0.01", best.GetProperty("settings").GetProperty("learning_rate").GetString());
        JsonElement fit = best.GetProperty("fits")[1];
        Assert.Equal(8, fit.GetProperty("seed").GetInt32());
        JsonElement trained = Cli.Run(["train", .. Quick[1..], "--learning-rate", "0.01", "--seed", "8", "--out", folder.Path("run"), "--json"]).Done().Json();
        Assert.Equal(trained.GetProperty("weights_sha256").GetString(), fit.GetProperty("weights_sha256").GetString());
        Assert.Equal(trained.GetProperty("test").GetProperty("accuracy").GetDouble(), fit.GetProperty("score").GetDouble());
    }

    [Fact]
    public void What_hardly_learns_is_told_from_what_does()
    {
        Outcome outcome = Cli.Run([.. Quick, "--vary", "learning_rate=0.00001,0.02", "--seeds", "4"]).Done();
        Assert.StartsWith("0.02", outcome.Out.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("0.02 is better than every other", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Nadeau and Bengio", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Combinations_of_several_settings_and_a_row_a_training()
    {
        Outcome outcome = Cli.Run([.. Quick, "--vary", "hidden=8,4;6", "--vary", "batch-size=8,16", "--seeds", "2", "--csv"]).Done();
        string[] lines = outcome.Out.TrimEnd('\n').Split('\n');
        Assert.StartsWith("hidden,batch_size,seed,accuracy,", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + (4 * 2), lines.Length);
        Assert.Equal(4, lines.Count(line => line.StartsWith("\"8,4\",", StringComparison.Ordinal)));
    }

    [Fact]
    public void Losses_are_better_when_smaller()
    {
        JsonElement json = Cli.Run([.. Quick, "--vary", "epochs=1,30", "--seeds", "2", "--metric", "log_loss", "--json"]).Done().Json();
        Assert.Equal("log_loss", json.GetProperty("metric").GetString());
        Assert.Equal("30", json.GetProperty("candidates")[0].GetProperty("name").GetString());
        Assert.True(json.GetProperty("candidates")[1].GetProperty("difference").GetDouble() > 0);
    }

    [Fact]
    public void Cancelled_it_ends_with_130_and_says_what_is_missing()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        Outcome outcome = Cli.Run(stop.Token, ["compare", Cli.Sample("iris.csv"), "--target", "target", "--epochs", "10000000", "--patience", "0", "--activations", "relu,tanh", "--json"]);
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Contains("0 of 10 trainings done", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Json().GetProperty("not_trained").GetArrayLength());
    }

    [Fact]
    public void Interrupted_it_shows_what_is_done()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        Outcome outcome = Cli.Run(stop.Token, ["compare", Cli.Sample("iris.csv"), "--target", "target", "--epochs", "20", "--activations", "relu,tanh", "--seeds", "1000", "--jobs", "2"]);
        Assert.Equal(ExitCode.Cancelled, outcome.Code);
        Assert.Contains("has the best mean", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("of 2,000 trainings done", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be compared", "--vary", "seed=1,2")]
    [InlineData("no setting 'learning_rat'", "--vary", "learning_rat=1,2")]
    [InlineData("SETTING=VALUE", "--vary", "epochs")]
    [InlineData("a whole number is wanted, 'many'", "--vary", "epochs=1,many")]
    [InlineData("stands there twice", "--vary", "epochs=1,1")]
    [InlineData("varied twice", "--activations", "relu", "--vary", "activation=tanh,elu")]
    [InlineData("Say what to compare")]
    [InlineData("relo", "--activations", "relo,tanh")]
    [InlineData("--metric lift has no value", "--activations", "relu", "--metric", "lift")]
    [InlineData("from 1 to 1000", "--activations", "relu", "--seeds", "0")]
    [InlineData("--test has to be above 0", "--activations", "relu", "--test", "0")]
    public void Wrong_usage_is_named(string message, params string[] args)
    {
        Outcome outcome = Cli.Run([.. Quick, .. args]);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }

    private static string[] Numbers(JsonElement json) =>
    [
        json.GetProperty("verdict").GetString()!,
        .. json.GetProperty("candidates").EnumerateArray().SelectMany(candidate => candidate.GetProperty("fits").EnumerateArray().Select(fit =>
            $"{candidate.GetProperty("name")} {candidate.GetProperty("mean")} {candidate.GetProperty("margin")} {candidate.GetProperty("p")} {fit.GetProperty("score")} {fit.GetProperty("weights_sha256")}")),
    ];
}
