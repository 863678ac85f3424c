namespace Glia.Tabular;

/// <summary>What a message says of texts that are no numbers, or look like some.</summary>
internal static class NumberText
{
    /// <summary>Up to this share of a column's texts may be no numbers for it to look like a column of numbers with slips in it.</summary>
    private const double SlipShare = 0.1;

    private const int MostNamed = 3;

    /// <summary>What stands beside numbers that are amounts or shares.</summary>
    private const string Signs = "$€£¥%";

    /// <summary>Other ways to write numbers.</summary>
    private static readonly Writing[] Writings =
    [
        new(',', null, "with a decimal comma (--decimal-mark ',')"),
        new('.', ',', "with commas between thousands (--group-mark ',')"),
        new(',', '.', "with a decimal comma and points between thousands (--decimal-mark ',' --group-mark '.')"),
        new(',', ' ', "with a decimal comma and spaces between thousands (--decimal-mark ',' --group-mark ' ')"),
        new('.', ' ', "with spaces between thousands (--group-mark ' ')"),
        new('.', '\'', "with apostrophes between thousands (--group-mark \"'\")"),
    ];

    /// <summary>The end of a sentence on a place where a number has to stand.</summary>
    public static string Wanted(string read) =>
        $"a number is needed here, but '{ColumnValues.Cut(read)}' was read; "
        + (Known([read]) is { } ways ? $"it looks like one {ways}." : "correct it, leave it empty, or make the column a category.");

    /// <summary>Why a column of these texts may have been meant as numbers; empty where nothing speaks for it.</summary>
    public static string Hint(IReadOnlyCollection<string> distinct)
    {
        if (Known(distinct) is { } ways)
        {
            return $"; they look like numbers {ways}";
        }

        string[] slips = [.. distinct.Where(text => !CellRules.Usual.TryRead(text, out _))];
        if (slips.Length == 0 || slips.Length > SlipShare * distinct.Count)
        {
            return string.Empty;
        }

        string named = string.Join(", ", slips.Take(MostNamed).Select(text => $"'{ColumnValues.Cut(text)}'")) + (slips.Length > MostNamed ? ", …" : string.Empty);
        return $"; all but {named} are numbers: correct what is none, leave it empty, or say that it stands for a missing value";
    }

    /// <summary>What is worth saying of texts that were taken for a category; null if nothing is.</summary>
    public static string? CategoryNote(string column, IReadOnlyCollection<string> distinct) =>
        Known(distinct) is { } ways ? $"'{column}' is taken for a category, but its texts look like numbers {ways}" : null;

    /// <summary>The ways of writing by which all texts are numbers, with what to do; null where there is none.</summary>
    private static string? Known(IReadOnlyCollection<string> texts)
    {
        string[] ways = [.. Writings.Where(way => way.Fits(texts)).Select(way => way.Words)];
        if (ways.Length > 0)
        {
            return $"{string.Join(", or ", ways)}: say so";
        }

        string[] bare = [.. texts.Select(text => text.Trim(Signs.ToCharArray()).Trim())];
        return texts.Any(text => text.Any(Signs.Contains))
            && (Array.TrueForAll(bare, text => CellRules.Usual.TryRead(text, out _)) || Array.Exists(Writings, way => way.Fits(bare)))
            ? $"beside a sign, as '{ColumnValues.Cut(texts.First(text => text.Any(Signs.Contains)))}': take the sign away"
            : null;
    }

    /// <summary>A way to write numbers.</summary>
    private sealed class Writing(char mark, char? group, string words)
    {
        private readonly CellRules _rules = new(string.Empty, new TableOptions { DecimalMark = mark, GroupMark = group });

        public string Words { get; } = words;

        /// <summary>Whether all texts are numbers so, and each mark that is not the usual one occurs.</summary>
        public bool Fits(IReadOnlyCollection<string> texts) =>
            (mark == '.' || texts.Any(text => text.Contains(mark, StringComparison.Ordinal)))
            && (group is not { } between || texts.Any(text => text.Contains(between, StringComparison.Ordinal)))
            && texts.All(text => _rules.TryRead(text, out _));
    }
}
