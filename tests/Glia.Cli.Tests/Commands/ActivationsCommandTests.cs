using System.Text.Json;
using Glia.Cli.Commands;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
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
    [InlineData(60, true)]
    [InlineData(80, true)]
    [InlineData(120, true)]
    [InlineData(60, false)]
    public void The_list_fits_the_terminal_with_every_name_and_family(int width, bool hasUnicode)
    {
        string text = ActivationList.Write(Terminal(width, hasUnicode));
        string[] lines = text.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.All(ActivationCatalog.All, info => Assert.Contains(lines, line => line.StartsWith(info.Name + " ", StringComparison.Ordinal)));
        Assert.All(ActivationCatalog.All, info => Assert.Contains(info.Family.Title(), lines));
        Assert.True(hasUnicode || text.All(char.IsAscii), text);
    }

    [Fact]
    public void Small_pictures_differ_where_functions_do()
    {
        string text = ActivationList.Write(Terminal(60, true));
        Assert.Matches("\ntanh +▁▁▁▂▄▇███ ", text);
        Assert.Matches("\nrelu +▁▁▁▁▁▃▅▆█ ", text);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(80, true)]
    [InlineData(160, true)]
    [InlineData(60, false)]
    public void Every_card_fits_the_terminal(int width, bool hasUnicode)
    {
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            string card = ActivationCard.Write(ActivationCatalog.Parse(info.Name), Terminal(width, hasUnicode));
            foreach (string line in card.Split('\n'))
            {
                bool isOneWord = line.Length > 12 && !line[12..].Trim().Contains(' ', StringComparison.Ordinal);
                Assert.True(line.Length <= width || isOneWord, $"{line.Length} > {width}: {line}");
            }

            // A question mark stands for a letter that has no spelling in ASCII; of facts only a paper's title may have one.
            Assert.True(hasUnicode || (card.All(char.IsAscii) && card.Count(c => c == '?') == info.Source.Count(c => c == '?')), card);
        }
    }

    [Fact]
    public void A_card_says_what_others_call_the_function_and_what_it_gives_at_infinity()
    {
        string card = Cli.Run("activations", "silu").Done().Out;
        Assert.Contains("PyTorch: SiLU. Has no beta", card, StringComparison.Ordinal);
        Assert.Contains("at −∞       −0, slope 0", card, StringComparison.Ordinal);
        Assert.Contains("at ∞        ∞, slope 1", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_everything_that_is_known()
    {
        JsonElement one = Cli.Run("activations", "swish", "--json").Done().Json();
        JsonElement listed = Cli.Run("activations", "--json").Done().Json().GetProperty("activations")[0];
        Assert.All(typeof(ActivationInfo).GetProperties(), property =>
        {
            string name = Names.Snake(property.Name);
            Assert.True(one.TryGetProperty(name, out _), name);
            Assert.True(listed.TryGetProperty(name, out _), name);
        });
        Assert.Equal("-0", one.GetProperty("limits").GetProperty("value")[0].GetRawText());
        Assert.Equal("inf", one.GetProperty("limits").GetProperty("value")[1].GetString());
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

    private static Screen Terminal(int width, bool hasUnicode) => new(IsInteractive: true, HasColour: false, width, hasUnicode);
}
