using System.Text.RegularExpressions;

namespace Glia.Tools.Documents;

/// <summary>The ways from chapter to chapter at the foot of every page, in the order of <c>docs/README.md</c>.</summary>
internal static partial class BookDocument
{
    private const string Mark = "<!-- chapters: written by tools/Glia.Tools from docs/README.md -->";

    /// <summary>A page of the book.</summary>
    internal sealed record Chapter(string Title, string File);

    /// <summary>The chapters in reading order.</summary>
    public static IReadOnlyList<Chapter> Chapters(string root) =>
        [.. Entry().Matches(File.ReadAllText(Path.Combine(root, "docs", "README.md"))).Select(entry => new Chapter(entry.Groups["title"].Value, entry.Groups["file"].Value))];

    /// <summary>The documents made so far and the pages written by hand, all with their foot.</summary>
    public static IEnumerable<Document> Bind(string root, IReadOnlyList<Document> made)
    {
        IReadOnlyList<Chapter> chapters = Chapters(root);
        var feet = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < chapters.Count; i++)
        {
            string before = i == 0 ? "" : $"← [{chapters[i - 1].Title}]({chapters[i - 1].File}) · ", after = i + 1 == chapters.Count ? "" : $" · [{chapters[i + 1].Title}]({chapters[i + 1].File}) →";
            feet.Add(Path.Combine(root, "docs", chapters[i].File), $"\n{Mark}\n---\n\n{before}[Contents](README.md){after}\n");
        }

        string With(string path, string text) => feet.Remove(path, out string? foot) ? Body(text) + foot : text;
        foreach (Document document in made)
        {
            yield return document with { Text = With(document.Path, document.Text) };
        }

        foreach (string path in feet.Keys.ToArray())
        {
            yield return new Document(path, With(path, File.ReadAllText(path)));
        }
    }

    /// <summary>A page without its foot.</summary>
    private static string Body(string text) => (text.IndexOf(Mark, StringComparison.Ordinal) is > 0 and int at ? text[..at] : text).TrimEnd() + "\n";

    [GeneratedRegex(@"^(?:-|\d+\.) \[(?<title>[^\]]+)\]\((?<file>[a-z-]+\.md)\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();
}
