using System.Text.RegularExpressions;
using Glia.Kernels.Activations;

namespace Glia.Tools.Documents;

/// <summary>
/// The README's generated parts, each between <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>: the functions, and the measured tables.
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
        "functions" => string.Join(", ", ActivationCatalog.All.Select(a => $"`{a.Name}`")),
        "quality" => Table(root, "quality.md"),
        "startup" => Table(root, "startup.md"),
        _ => throw new GliaException($"README.md asks for a generated part '{name}' that nothing makes."),
    };

    /// <summary>The table of a committed result file, as it is.</summary>
    private static string Table(string root, string file) =>
        string.Join('\n', File.ReadAllLines(Path.Combine(root, "benchmarks", "results", file)).Where(l => l.StartsWith('|')));

    [GeneratedRegex("<!-- generated: (?<name>[a-z-]+) -->\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
