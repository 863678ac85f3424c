namespace Glia.Tools.Book;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What stands behind the opening fence; empty where nothing does.</param>
/// <param name="Line">The number of its first line of content, from 1.</param>
/// <param name="Indent">Spaces before the fence.</param>
/// <param name="Body">Its lines without the indentation.</param>
/// <param name="Marks">The HTML comments directly above it, without their brackets.</param>
internal sealed record Fence(string Language, int Line, int Indent, IReadOnlyList<string> Body, IReadOnlyList<string> Marks)
{
    /// <summary>A block that somebody would type or compile, and that so has to run.</summary>
    public bool IsSnippet => Language is "csharp" or "sh" or "console" or "c" or "python" || Marks.Any(mark => mark.StartsWith("file:", StringComparison.Ordinal));

    /// <summary>The text of the mark with this name, such as the reason of <c>not run: REASON</c>; null without it.</summary>
    public string? Mark(string name) => Marks.FirstOrDefault(mark => mark.StartsWith(name, StringComparison.Ordinal))?[name.Length..].TrimStart(':').Trim();
}
