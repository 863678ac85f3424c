using System.Text.RegularExpressions;
using Glia.Kernels.Activations;

namespace Glia.Tools.Documents;

/// <summary>
/// The README's generated parts, each between <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>: the
/// library example (the very lines that the tests compile and run), the functions, and the measured tables.
/// </summary>
internal static partial class ReadmeDocument
{
    public static IEnumerable<Document> Make(string root)
    {
        var path = Path.Combine(root, "README.md");
        var text = Block().Replace(File.ReadAllText(path), block =>
            $"<!-- generated: {block.Groups["name"].Value} -->\n{Content(root, block.Groups["name"].Value)}\n<!-- end -->");
        yield return new Document(path, text);
    }

    private static string Content(string root, string name) => name switch
    {
        "example" => Fenced("csharp", Example(root)),
        "functions" => string.Join(", ", ActivationCatalog.All.Select(a => $"`{a.Name}`")),
        "quality" => Table(root, "quality.md"),
        "startup" => Table(root, "startup.md"),
        _ => throw new GliaException($"README.md asks for a generated part '{name}' that nothing makes."),
    };

    private static string Fenced(string language, string code) => $"```{language}\n{code}\n```";

    /// <summary>The lines between the markers in the test, with the test's indentation taken off.</summary>
    private static string Example(string root)
    {
        var lines = File.ReadAllLines(Path.Combine(root, "tests", "Glia.PublicApi.Tests", "ReadmeExample.cs"));
        var begin = Array.FindIndex(lines, l => l.Trim() == "// README begins");
        var end = Array.FindIndex(lines, l => l.Trim() == "// README ends");
        var body = lines[(begin + 1)..end];
        var indent = body.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', body.Select(l => l.Length > indent ? l[indent..] : l.Trim()));
    }

    /// <summary>The table of a committed result file, as it is.</summary>
    private static string Table(string root, string file) =>
        string.Join('\n', File.ReadAllLines(Path.Combine(root, "benchmarks", "results", file)).Where(l => l.StartsWith('|')));

    [GeneratedRegex("<!-- generated: (?<name>[a-z-]+) -->\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
