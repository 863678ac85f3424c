namespace Glia.Onnx.Files;

/// <summary>Makes text out of a file fit to be shown.</summary>
internal static class Text
{
    // Two of these and a sentence still fit a terminal's few lines.
    private const int Longest = 60;

    /// <summary>The text without control characters, and cut when long.</summary>
    /// <param name="text">Text that a stranger may have written.</param>
    public static string Short(string text)
    {
        string start = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
        return string.Concat(start.Select(c => char.IsControl(c) ? '?' : c));
    }
}
