namespace Glia;

/// <summary>Finds what somebody may have meant by a name that is not there: for every message that refuses one.</summary>
public static class NearNames
{
    /// <summary>Names that a message lists where none is near; more would bury it.</summary>
    private const int MostListed = 12;

    /// <summary>Names that a message offers.</summary>
    private const int MostNear = 3;

    /// <summary>Letters beyond which a text is no misspelt name, and the search would take long.</summary>
    private const int Longest = 256;

    /// <summary>Asks whether a similar name was meant, or else says which there are.</summary>
    /// <param name="seen">The name that is not there.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>A sentence that begins with a blank; empty where nothing is known.</returns>
    public static string Hint(string seen, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string question = Question(seen, names);
        return question.Length > 0 || names.Length == 0 ? question
            : names.Length <= MostListed ? $" There are: {Join(names, ", ")}."
            : $" There are: {Join(names[..MostListed], ", ")}, and {names.Length - MostListed} more.";
    }

    /// <summary>Asks whether a similar name was meant.</summary>
    /// <param name="seen">The name that is not there.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>A sentence that begins with a blank; empty where no name is similar.</returns>
    public static string Question(string seen, IEnumerable<string> known)
    {
        IReadOnlyList<string> near = Nearest(seen, known);
        return near.Count == 0 ? "" : $" Did you mean {Join(near, " or ")}?";
    }

    /// <summary>
    /// The similar names, nearest first, at most three: those a third of the letters away (two letters at least), and then those
    /// that contain what was written. Case and the marks between words make no difference.
    /// </summary>
    /// <param name="seen">The name that is not there.</param>
    /// <param name="known">The names that are.</param>
    /// <returns>The names as they are known.</returns>
    public static IReadOnlyList<string> Nearest(string seen, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(known);
        string wanted = Plain(seen);
        if (wanted.Length is 0 or > Longest)
        {
            return [];
        }

        // A name of which no letter is left is not similar.
        int limit = Math.Min(Math.Max(2, wanted.Length / 3), wanted.Length - 1);
        return [.. known
            .Select(name => (Name: name, Rank: Rank(wanted, Plain(name), limit)))
            .Where(each => each.Rank <= limit + 1)
            .OrderBy(each => each.Rank)
            .Take(MostNear)
            .Select(each => each.Name)];
    }

    private static string Join(IEnumerable<string> names, string between) => string.Join(between, names.Select(name => $"'{name}'"));

    private static string Plain(string name) => string.Concat(name.Where(letter => letter is not ('_' or '-' or ' '))).ToUpperInvariant();

    private static int Rank(string wanted, string name, int limit)
    {
        int distance = Math.Abs(wanted.Length - name.Length) > limit ? int.MaxValue : Distance(wanted, name);
        return distance <= limit ? distance
            : wanted.Length > 2 && name.Contains(wanted, StringComparison.Ordinal) ? limit + 1
            : int.MaxValue;
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
