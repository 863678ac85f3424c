using System.Text.RegularExpressions;
using Glia.Tools.Book;
using Glia.Tools.Documents;

namespace Glia.Book.Tests;

/// <summary>Links between the pages, and the order of chapters.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Page.All(Repository.Root)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lead_to_files_and_headings_that_are_there(string page)
    {
        string folder = Path.GetDirectoryName(Repository.At(page.Split('/')))!;
        foreach (string target in Link().Matches(Words(Page.Load(Repository.Root, page))).Select(link => link.Groups["target"].Value).Where(target => !target.StartsWith("http", StringComparison.Ordinal)))
        {
            string[] parts = target.Split('#');
            string path = parts[0].Length == 0 ? Repository.At(page.Split('/')) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}: there is no {target}.");
            if (parts.Length > 1)
            {
                Assert.True(Anchors(path).Contains(parts[1]), $"{page}: no heading of {target} is called so.");
            }
        }
    }

    [Fact]
    public void Every_page_of_the_book_is_a_chapter()
    {
        string[] chapters = [.. BookDocument.Chapters(Repository.Root).Select(chapter => chapter.File)];
        Assert.Equal(chapters.Order(StringComparer.Ordinal), Page.All(Repository.Root).Where(page => page.StartsWith("docs/", StringComparison.Ordinal) && page != "docs/README.md").Select(page => page["docs/".Length..]));
    }

    /// <summary>The text outside of blocks and code.</summary>
    private static string Words(Page page)
    {
        HashSet<int> inside = [.. page.Fences.SelectMany(fence => Enumerable.Range(fence.Line, fence.Body.Count))];
        return Code().Replace(string.Join('\n', page.Lines.Where((_, i) => !inside.Contains(i + 1))), "");
    }

    /// <summary>The names that GitHub gives to headings.</summary>
    private static HashSet<string> Anchors(string path)
    {
        Page page = Page.Of(path, File.ReadAllText(path));
        HashSet<int> inside = [.. page.Fences.SelectMany(fence => Enumerable.Range(fence.Line, fence.Body.Count))];
        return [.. page.Lines.Where((line, i) => !inside.Contains(i + 1) && line.StartsWith('#')).Select(line =>
            string.Concat(line.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-'))];
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
