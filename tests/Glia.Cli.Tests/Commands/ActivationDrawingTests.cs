using System.Buffers.Binary;
using System.Xml.Linq;
using Glia.Kernels.Activations;

namespace Glia.Cli.Tests.Commands;

public sealed class ActivationDrawingTests
{
    [Fact]
    public void A_png_is_a_picture_of_some_size_that_is_not_empty()
    {
        using var folder = new Folder();
        string path = folder.Path("swish.png");
        Outcome outcome = Cli.Run("activations", "swish(beta=2)", "--png", path).Done();
        byte[] content = File.ReadAllBytes(path);
        Assert.Equal("\u0089PNG\r\n\u001a\n", string.Concat(content.Take(8).Select(b => (char)b)));
        Assert.Equal(900, BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(16)));
        Assert.Equal(600, BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(20)));
        Assert.InRange(content.Length, 10_000, 500_000);
        Assert.Empty(outcome.Out);
        Assert.Contains("swish(beta=2, learn=none)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_svg_is_drawn_of_every_function_and_names_both_curves()
    {
        using var folder = new Folder();
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            string path = folder.Path(info.Name + ".svg");
            Cli.Run("activations", info.Name, "--svg", path).Done();
            XElement svg = XDocument.Load(path).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.Contains("#0072B2", svg.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("#D55E00", svg.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void With_json_the_picture_is_drawn_and_the_object_printed()
    {
        using var folder = new Folder();
        string path = folder.Path("relu.PNG");
        Assert.Equal("relu", Cli.Run("activations", "relu", "--png", path, "--json").Done().Json().GetProperty("name").GetString());
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("ends in .png", "relu", "--png", "relu.jpg")]
    [InlineData("Name it relu.png", "relu", "--png", "relu")]
    [InlineData("Use --svg", "relu", "--png", "relu.svg")]
    [InlineData("Use --png", "relu", "--svg", "relu.png")]
    [InlineData("is empty", "relu", "--svg", "")]
    [InlineData("is a folder", "relu", "--svg", "/")]
    [InlineData("not both", "relu", "--svg", "relu.svg", "--png", "relu.png")]
    [InlineData("which function", "--png", "all.png")]
    [InlineData("Did you mean 'relu'", "rleu", "--png", "relu.png")]
    [InlineData("--png", "relu", "--png")]
    public void What_cannot_be_meant_is_wrong_usage(string part, params string[] arguments)
    {
        Outcome outcome = Cli.Run(["activations", .. arguments]);
        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains(part, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
        Assert.False(File.Exists("relu.png") || File.Exists("relu.svg") || File.Exists("all.png"));
    }

    [Fact]
    public void A_folder_that_is_not_there_fails_and_leaves_nothing()
    {
        using var folder = new Folder();
        string path = folder.Path("nowhere/relu.png");
        Outcome outcome = Cli.Run("activations", "relu", "--png", path);
        Assert.Equal(ExitCode.Failed, outcome.Code);
        Assert.Contains("Cannot write " + path, outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("nowhere")));
    }
}
