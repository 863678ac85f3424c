using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

public sealed class LrFindCommandTests
{
    private static readonly string[] Iris = ["lr-find", Cli.Sample("iris.csv"), "--target", "target", "--hidden", "16"];

    [Fact]
    public void Proposes_a_rate_below_the_lowest_loss_the_same_each_time_and_with_any_number_of_threads()
    {
        Outcome one = Cli.Run([.. Iris, "--json", "--threads", "1"]).Done();
        JsonElement json = one.Json();
        Assert.InRange(json.GetProperty("proposal").GetDouble(), 1e-4, 0.1);
        Assert.True(json.GetProperty("proposal").GetDouble() < json.GetProperty("lowest").GetDouble());
        double[] rates = [.. json.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("learning_rate").GetDouble())];
        Assert.Equal(1e-6, rates[0]);
        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, 1.084, 1.085));
        Assert.Equal(one.Out, Cli.Run([.. Iris, "--json", "--threads", "2"]).Done().Out);
    }

    [Fact]
    public void Shows_the_curve_with_the_proposal_and_its_source()
    {
        Outcome outcome = Cli.Run(Iris).Done();
        Assert.Contains("▲", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("--learning-rate", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Smith, WACV 2017", outcome.Out, StringComparison.Ordinal);
        Assert.All(outcome.Out.Split('\n').Take(17), line => Assert.True(line.Length <= 82));
    }

    [Fact]
    public void Draws_into_files()
    {
        using var folder = new Folder();
        Cli.Run([.. Iris, "--png", folder.Path("a.png")]).Done();
        Cli.Run([.. Iris, "--svg", folder.Path("a.svg")]).Done();
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], File.ReadAllBytes(folder.Path("a.png"))[..4]);
        Assert.Contains("<svg", File.ReadAllText(folder.Path("a.svg")), StringComparison.Ordinal);
    }

    /// <summary>Small batches of a noisy target differ more than learning moves their loss at first.</summary>
    [Fact]
    public void A_hard_batch_does_not_end_the_test()
    {
        JsonElement json = Cli.Run("lr-find", Cli.Sample("diabetes.csv"), "--target", "target", "--json").Done().Json();
        Assert.InRange(json.GetProperty("proposal").GetDouble(), 1e-4, 0.1);
    }

    /// <summary>A network that cannot learn gets no proposal.</summary>
    [Fact]
    public void Where_the_loss_does_not_fall_it_says_so()
    {
        Outcome outcome = Cli.Run([.. Iris, "--min-rate", "1e-12", "--max-rate", "1e-11", "--steps", "20"]).Done();
        Assert.Contains("No proposal", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("To is 1E-06", "--min-rate", "0.1", "--max-rate", "1e-6")]
    [InlineData("Steps is 3", "--steps", "3")]
    [InlineData("--png or --svg", "--png", "a.png", "--svg", "a.svg")]
    [InlineData("relo", "--activation", "relo")]
    public void Wrong_usage_is_named(string message, params string[] args)
    {
        Outcome outcome = Cli.Run([.. Iris, .. args]);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
