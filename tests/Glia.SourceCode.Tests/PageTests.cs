using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Glia.Tabular;

namespace Glia.SourceCode.Tests;

/// <summary>The programs in docs/exporting-source.md compile and run as they stand there, and say the same.</summary>
public sealed partial class PageTests
{
    private static readonly string Page = File.ReadAllText(Repository.At("docs", "exporting-source.md"));

    private static readonly TabularModel Model =
        new Classifier { Hidden = [16], Activation = "swish", Epochs = 20 }.Fit(Table.Read(Repository.Sample("penguins")), "species");

    private static readonly RowPrediction Expected = Model.Predict(new Dictionary<string, object?>
    {
        ["island"] = "Biscoe", ["bill_length_mm"] = 46.1, ["bill_depth_mm"] = 13.2, ["flipper_length_mm"] = 211, ["body_mass_g"] = 4500, ["sex"] = null, ["year"] = 2007,
    });

    [Fact]
    public void The_one_in_CSharp()
    {
        string code = Block("csharp");
        Type type = CSharpCode.Compile($"{Model.ToCSharp("Penguins")}\npublic static class Program\n{{\n    public static void Run()\n    {{\n{code}\n    }}\n}}\n").GetType("Program")!;
        TextWriter before = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            type.GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
        }
        finally
        {
            Console.SetOut(before);
        }

        string[] lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(Expected.Label, lines[0]);
        Assert.Equal(string.Join(", ", Expected.Probabilities.Select(p => p.Value)), lines[1]);
    }

    [Fact]
    public void The_one_in_C()
    {
        Assert.SkipUnless(CCode.IsHere, "There is no C compiler here.");
        using var c = new CCode();
        string program = c.Compile(("penguins.c.txt", ""), ("main.c", Block("c").Replace("#include \"penguins.c\"", Model.ToC("penguins"), StringComparison.Ordinal)));
        (int code, byte[] output, string error) = c.Run(program, [], []);
        Assert.True(code == 0, error);
        Assert.StartsWith(Expected.Label + " ", Encoding.UTF8.GetString(output), StringComparison.Ordinal);
    }

    private static string Block(string language) => Blocks().Matches(Page).Single(m => m.Groups["language"].Value == language).Groups["code"].Value;

    [GeneratedRegex("```(?<language>csharp|c)\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
