using System.Text.RegularExpressions;

namespace Glia.Tools.Documents;

/// <summary>The measured table of docs/comparison.md.</summary>
internal static partial class ComparisonDocument
{
    public static IEnumerable<Document> Make(string root)
    {
        string path = Path.Combine(root, "docs", "comparison.md");
        yield return new Document(path, Block().Replace(File.ReadAllText(path), _ => $"<!-- generated: speed -->\n{TrainingDocument.Speed(root)}\n<!-- end -->"));
    }

    [GeneratedRegex("<!-- generated: speed -->\n.*?<!-- end -->", RegexOptions.Singleline, 1000)]
    private static partial Regex Block();
}
