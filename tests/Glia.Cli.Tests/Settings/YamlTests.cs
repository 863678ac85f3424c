using System.Text;
using Glia.Cli.Settings;

namespace Glia.Cli.Tests.Settings;

public sealed class YamlTests : IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var yaml = new StringBuilder();
        string[] odd = ["plain", "with space", "a: b", "# no comment", "null", "~", "", "\"quoted\"", "tab\t", "ä 漢", "-1", "1e-3", "- dash", "[list]", "{map}", "multi\nline", "true", "prelu(slope=0.25, learn=unit)"];
        YamlWriter.Write(yaml, "list", SettingValue.Of(odd));
        YamlWriter.Write(yaml, "map", SettingValue.Of(odd.Where(key => key.Length > 0).ToDictionary(key => key, _ => "number", StringComparer.Ordinal)));
        for (int i = 0; i < odd.Length; i++)
        {
            YamlWriter.Write(yaml, $"text_{i}", SettingValue.Of(odd[i]));
        }

        string path = _folder.Write("run.yaml", yaml.ToString());
        var read = YamlReader.Read(path, ["list", "map", .. Enumerable.Range(0, odd.Length).Select(i => $"text_{i}")]);
        Assert.Equal(odd, read["list"].Texts);
        Assert.Equal(odd.Where(key => key.Length > 0).Order(StringComparer.Ordinal), read["map"].Map().Keys.Order(StringComparer.Ordinal));
        for (int i = 0; i < odd.Length; i++)
        {
            Assert.Equal(odd[i], read[$"text_{i}"].Text());
        }
    }

    [Fact]
    public void A_setting_that_is_null_is_not_set()
    {
        Assert.Empty(YamlReader.Read(_folder.Write("run.yaml", "epochs: null\nseed:\n"), ["epochs", "seed"]));
    }

    [Theory]
    [InlineData("epochs: 3\nepohcs: 4\n", "run.yaml:2:1: there is no setting 'epohcs'. Did you mean 'epochs'?")]
    [InlineData("- epochs\n", "run.yaml:1:1: settings are wanted")]
    [InlineData("", "the configuration is empty")]
    [InlineData("epochs: [1, 2\n", "run.yaml:2:1:")]
    [InlineData("epochs: 1\nepochs: 2\n", "run.yaml:2:1:")]
    [InlineData("epochs: [[1]]\n", "run.yaml:1:10: a single value is wanted")]
    [InlineData("epochs: 1\n---\nepochs: 2\n", "one document is wanted")]
    public void What_is_wrong_is_said_with_its_place(string yaml, string expected)
    {
        UsageException wrong = Assert.Throws<UsageException>(() => YamlReader.Read(_folder.Write("run.yaml", yaml), ["epochs", "seed"]));
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so()
    {
        Assert.Contains("there is no such file", Assert.Throws<UsageException>(() => YamlReader.Read(_folder.Path("none.yaml"), [])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
