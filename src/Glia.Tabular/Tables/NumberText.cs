using System.Globalization;

namespace Glia.Tabular;

/// <summary>What a message says of texts that are no numbers, or look like some.</summary>
internal static class NumberText
{
    /// <summary>Up to this share of a column's texts may be no numbers for it to look like a column of numbers with slips in it.</summary>
    private const double SlipShare = 0.1;

    private const int MostNamed = 3;

    private static readonly CellRules Comma = new(string.Empty, new TableOptions { DecimalMark = ',' });

    /// <summary>The end of a sentence on a place where a number has to stand.</summary>
    public static string Wanted(string read) =>
        $"a number is needed here, but '{ColumnValues.Cut(read)}' was read; "
        + (HasComma(read)
            ? "it looks like one with a decimal comma: say so (decimal mark ,)."
            : "correct it, leave it empty, or make the column a category.");

    /// <summary>Why a column of these texts may have been meant as numbers; empty where nothing speaks for it.</summary>
    public static string Hint(IReadOnlyCollection<string> distinct)
    {
        if (distinct.Any(HasComma) && distinct.All(text => Comma.TryRead(text, out _)))
        {
            return "; they look like numbers with a decimal comma: say so (decimal mark ,)";
        }

        string[] slips = [.. distinct.Where(text => !CellRules.TryNumber(text, CultureInfo.InvariantCulture, out _))];
        if (slips.Length == 0 || slips.Length > SlipShare * distinct.Count)
        {
            return string.Empty;
        }

        string named = string.Join(", ", slips.Take(MostNamed).Select(text => $"'{ColumnValues.Cut(text)}'")) + (slips.Length > MostNamed ? ", …" : string.Empty);
        return $"; all but {named} are numbers: correct what is none, leave it empty, or say that it stands for a missing value";
    }

    private static bool HasComma(string text) => text.Contains(',', StringComparison.Ordinal) && Comma.TryRead(text, out _);
}
