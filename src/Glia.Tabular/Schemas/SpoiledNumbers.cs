using System.Globalization;

namespace Glia.Tabular;

/// <summary>Finds columns of numbers that a few texts, a slip of the pen or an unknown word for missing, have made columns of texts.</summary>
internal static class SpoiledNumbers
{
    // As many of the values may be no numbers; among more of them, texts are meant. The share is that of NumberText, for rows.
    private const double SlipShare = 0.1;

    // A column of as few different numbers may hold classes, grades or codes, of which a text is one more; the limit is that of a target's whole numbers.
    private const int FewNumbers = 20;

    // Texts of letters and digits (V45, 12a) are the codes of a column of codes if there are several: most of ICD-9, for one, looks like numbers.
    private const int SeveralCodes = 3;

    /// <summary>What is worth saying of a column; null if nothing is.</summary>
    /// <param name="facts">Of the column.</param>
    /// <param name="outcome">What became of it: "it is taken for a category".</param>
    public static string? Note(ColumnFacts facts, string outcome)
    {
        if (!facts.IsText)
        {
            return null;
        }

        int numbers = 0, different = 0, codes = 0;
        (string Text, ValueCount Seen)? first = facts.FirstUncountedWord;
        foreach ((string text, ValueCount seen) in facts.Values)
        {
            if (facts.Cells.TryRead(text, out _))
            {
                if (IsPadded(text))
                {
                    return null;
                }

                numbers += seen.Count;
                different++;
                continue;
            }

            codes += text.Any(char.IsLetter) && text.Any(char.IsDigit) ? 1 : 0;
            first = first is { } before && before.Seen.FirstAt < seen.FirstAt ? first : (text, seen);
        }

        numbers += facts.Uncounted - facts.UncountedWords;
        bool isSpoiled = facts.Present - numbers <= SlipShare * facts.Present && different > FewNumbers && codes < SeveralCodes;
        return isSpoiled && first is { } slip
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"'{facts.Name}' holds numbers in {numbers} of {facts.Present} rows, but not in all, so {outcome}: the first text among them is '{ColumnValues.Cut(slip.Text)}' ({facts.Place(slip.Seen)}). "
                + $"If numbers are meant, correct it, leave it empty, or name it among the words for missing values (--missing); with --column {facts.Name}=number every such text is an error that names line and column")
            : null;
    }

    // 007 and 01067 are names made of digits.
    private static bool IsPadded(string number) => number.Length > 1 && number[0] == '0' && char.IsDigit(number[1]);
}
