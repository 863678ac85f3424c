using System.Text.RegularExpressions;

namespace Glia.Tools.Book;

/// <summary>
/// What a page shows of an output. <c>…</c> stands for what differs from run to run, as times do: in a line for any text, alone on a line for any
/// number of lines. Everything else has to be printed as it stands there; white space at the end of lines does not count, and a space may be one that does not break.
/// </summary>
internal static partial class Shown
{
    /// <summary>Whether this was printed.</summary>
    public static bool Fits(IReadOnlyList<string> shown, IReadOnlyList<string> printed)
    {
        string pattern = string.Concat(Trimmed(shown).Select(line =>
            line.Trim() == "…" ? "(?:[^\n]*\n)*?" : Regex.Escape(line).Replace("…", "[^\n]*?", StringComparison.Ordinal) + "\n"));
        return Regex.IsMatch(string.Concat(Trimmed(printed).Select(line => line + "\n")), "\\A" + pattern + "\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    /// <summary>What to show of an output: times and their units become <c>…</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> printed) => [.. Trimmed(printed).Select(line => Time().Replace(line, "…"))];

    private static List<string> Trimmed(IReadOnlyList<string> lines)
    {
        List<string> trimmed = [.. lines.Select(line => line.Replace('\u00a0', ' ').TrimEnd())];
        while (trimmed.Count > 0 && trimmed[^1].Length == 0)
        {
            trimmed.RemoveAt(trimmed.Count - 1);
        }

        return trimmed;
    }

    [GeneratedRegex(@"\d[\d.,]* (?:ns|µs|ms|s|min|rows/s)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
