namespace Glia.Tools.Book;

/// <summary>A page of Markdown: its lines, its fenced blocks and its headings.</summary>
internal sealed class Page
{
    private Page(string name, string[] lines)
    {
        Name = name;
        Lines = lines;
        Fences = [.. Read(lines)];
    }

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<Fence> Fences { get; }

    public static Page Load(string root, string name) => Of(name, File.ReadAllText(Path.Combine([root, .. name.Split('/')])));

    public static Page Of(string name, string text) => new(name, text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>Pages with snippets: the README, the book, and what stands in packages and folders.</summary>
    public static IReadOnlyList<string> All(string root) =>
    [
        "README.md", "CONTRIBUTING.md", "samples/README.md",
        .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md").Select(path => "docs/" + Path.GetFileName(path)).Order(StringComparer.Ordinal),
        .. Directory.EnumerateDirectories(Path.Combine(root, "src")).Where(folder => File.Exists(Path.Combine(folder, "README.md")))
            .Select(folder => $"src/{Path.GetFileName(folder)}/README.md").Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<Fence> Read(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            string opening = lines[i].TrimStart();
            if (!opening.StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int end = Array.FindIndex(lines, i + 1, line => line.Trim() == "```");
            end = end < 0 ? lines.Length : end;
            int indent = lines[i].Length - opening.Length;
            string[] body = [.. lines[(i + 1)..end].Select(line => line.Length >= indent ? line[indent..] : line.TrimStart())];
            yield return new Fence(opening[3..].Trim(), i + 2, indent, body, MarksAbove(lines, i));
            i = end;
        }
    }

    /// <summary>Comments that end in the lines above, in the order of the page; blank lines between do not count.</summary>
    private static List<string> MarksAbove(string[] lines, int at)
    {
        var marks = new List<string>();
        for (int i = at - 1; i >= 0; i--)
        {
            if (lines[i].Trim().Length == 0)
            {
                continue;
            }

            int start = lines[i].TrimEnd().EndsWith("-->", StringComparison.Ordinal) ? Array.FindLastIndex(lines, i, line => line.TrimStart().StartsWith("<!--", StringComparison.Ordinal)) : -1;
            if (start < 0)
            {
                break;
            }

            marks.Insert(0, string.Join('\n', lines[start..(i + 1)]).Trim()[4..^3].Trim());
            i = start;
        }

        return marks;
    }
}
