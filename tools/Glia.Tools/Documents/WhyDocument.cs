using System.Text.RegularExpressions;
using Glia.HealthBoard.Results;

namespace Glia.Tools.Documents;

/// <summary>
/// The measured parts of docs/why-networks-stop-learning.md, each between <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.
/// The rest of the page is written by hand and holds no measured number.
/// </summary>
internal static partial class WhyDocument
{
    public static IEnumerable<Document> Make(string root)
    {
        string path = Path.Combine(root, "docs", "why-networks-stop-learning.md");
        if (HealthStudies.Load(root) is { Shrink.Count: > 0 } file && File.Exists(path))
        {
            string text = Block().Replace(File.ReadAllText(path), block =>
                $"<!-- generated: {block.Groups["name"].Value} -->\n{Content(file, block.Groups["name"].Value)}\n<!-- end -->");
            yield return new Document(path, text);
        }
    }

    private static string Content(StudyFile file, string name) => name switch
    {
        "depth" => HealthStudies.Shrink(file),
        "rate" => HealthStudies.Stuck(file.Rate, point => point.StuckAfter),
        "bias-start" => HealthStudies.Stuck(file.Bias, point => point.StuckBefore),
        "bias-after" => HealthStudies.Stuck(file.Bias, point => point.StuckAfter),
        "seeds" => FormattableString.Invariant($"Every number is the median of {file.Shrink[0].Seeds} seeds; bands in the pictures reach from the lowest to the highest."),
        _ => throw new GliaException($"docs/why-networks-stop-learning.md asks for a generated part '{name}' that nothing makes."),
    };

    [GeneratedRegex("<!-- generated: (?<name>[a-z-]+) -->\n.*?<!-- end -->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
