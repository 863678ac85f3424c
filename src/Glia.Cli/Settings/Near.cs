namespace Glia.Cli.Settings;

/// <summary>What may have been meant by a name that is not there.</summary>
internal static class Near
{
    public static string Hint(string seen, IEnumerable<string> known)
    {
        int limit = Math.Max(2, seen.Length / 3);
        string[] near = [.. known.Select(name => (name, Distance: Distance(seen, name)))
            .Where(each => each.Distance <= limit || (seen.Length > 2 && each.name.Contains(seen, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(each => each.Distance).ThenBy(each => each.name, StringComparer.Ordinal).Take(3).Select(each => $"'{each.name}'")];
        return near.Length == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>Levenshtein distance, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = corner + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
