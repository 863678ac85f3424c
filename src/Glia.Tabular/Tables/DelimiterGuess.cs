namespace Glia.Tabular;

/// <summary>Finds the delimiter by which the first records of a text fall into equally many fields.</summary>
internal static class DelimiterGuess
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>
    /// Every candidate that occurs in the first record is tried on the records seen; the one with the largest share of records as
    /// wide as the first wins, then the one with more fields, then the order comma, semicolon, tab, bar.
    /// </summary>
    public static char Of(ReadOnlySpan<char> text)
    {
        char best = Candidates[0];
        double bestShare = -1;
        int bestFields = 1;
        foreach (char candidate in Candidates)
        {
            (int fields, double share) = Measure(text, candidate);
            if (fields > 1 && (share > bestShare || (share == bestShare && fields > bestFields)))
            {
                (best, bestShare, bestFields) = (candidate, share, fields);
            }
        }

        return best;
    }

    private static (int Fields, double Share) Measure(ReadOnlySpan<char> text, char delimiter)
    {
        int first = 0, records = 0, same = 0, fields = 1, length = 0;
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c == delimiter)
            {
                fields++;
            }
            else if (!quoted && c is '\n' or '\r')
            {
                if (length > 0)
                {
                    first = records == 0 ? fields : first;
                    records++;
                    same += fields == first ? 1 : 0;
                }

                (fields, length) = (1, -1);
            }

            length++;
        }

        // The last record may be cut off by the end of the preview: it counts only if it is all there is.
        return records == 0 ? (fields, 1) : (first, (double)same / records);
    }
}
