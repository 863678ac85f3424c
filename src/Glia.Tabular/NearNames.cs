namespace Glia.Tabular;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearNames
{
    /// <summary>A sentence with up to three similar names, or with all names if they are few; begins with a blank, or is empty.</summary>
    public static string Hint(string seen, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string[] near = Nearest(seen, names);
        if (near.Length > 0)
        {
            return $" Did you mean {Join(near, " or ")}?";
        }

        const int shown = 12;
        return names.Length switch
        {
            0 => string.Empty,
            <= shown => $" There are: {Join(names, ", ")}.",
            _ => $" There are: {Join(names[..shown], ", ")}, and {names.Length - shown} more.",
        };
    }

    /// <summary>The names within an edit distance of a third of the length (at least 2), nearest first, at most three.</summary>
    public static string[] Nearest(string seen, IEnumerable<string> known)
    {
        string lower = seen.Trim().ToLowerInvariant();
        int limit = Math.Max(2, lower.Length / 3);
        return [.. known
            .Select(name => (name, distance: Distance(lower, name.ToLowerInvariant(), limit)))
            .Where(pair => pair.distance <= limit && pair.distance < Math.Max(lower.Length, 1))
            .OrderBy(pair => pair.distance)
            .Take(3)
            .Select(pair => pair.name)];
    }

    private static string Join(IEnumerable<string> names, string between) => string.Join(between, names.Select(n => $"'{n}'"));

    // Optimal string alignment: insert, delete, replace, swap neighbours; gives up beyond the limit.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > 256)
        {
            return int.MaxValue;
        }

        int[] before = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

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
