using System.Text.Json;
using Glia.Cli.Commands;
using Glia.Kernels.Activations;

namespace Glia.Cli.Tests.Commands;

public sealed class ActivationsCommandTests
{
    [Fact]
    public void Lists_every_function_of_the_catalogue()
    {
        string text = Cli.Run("activations").Done().Out;
        JsonElement json = Cli.Run("activations", "--json").Done().Json();
        Assert.All(ActivationCatalog.All, info => Assert.Contains(info.Formula, text, StringComparison.Ordinal));
        Assert.Equal(ActivationCatalog.All.Select(info => info.Name), json.GetProperty("activations").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(160)]
    public void Every_card_fits_the_terminal(int width)
    {
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            foreach (string line in ActivationCard.Write(ActivationCatalog.Parse(info.Name), width).Split('\n').Skip(1))
            {
                bool isOneWord = line.Length > 12 && !line[12..].Trim().Contains(' ', StringComparison.Ordinal);
                Assert.True(line.Length <= width || isOneWord, $"{line.Length} > {width}: {line}");
            }
        }
    }

    [Fact]
    public void One_function_as_json_has_its_curves_with_the_parameters_given()
    {
        JsonElement json = Cli.Run("activations", "leaky_relu(slope=0.5)", "--json").Done().Json();
        Assert.Equal("leaky_relu(slope=0.5)", json.GetProperty("text").GetString());
        Assert.Equal(-3, json.GetProperty("points").GetProperty("value")[0].GetDouble());
        Assert.Equal(0.5, json.GetProperty("points").GetProperty("slope")[0].GetDouble());
    }

    [Fact]
    public void An_unknown_name_is_wrong_usage_with_a_suggestion()
    {
        Outcome outcome = Cli.Run("activations", "rleu");
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("relu", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }
}
