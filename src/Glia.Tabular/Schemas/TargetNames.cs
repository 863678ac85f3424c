namespace Glia.Tabular;

/// <summary>The names of target columns as they are told and said.</summary>
internal static class TargetNames
{
    // A heading of a hundred names would be none.
    private const int MostInWords = 4;

    /// <summary>The columns meant: what was told; or, of a single text with commas that is no column's name, what stands between the commas.</summary>
    public static IReadOnlyList<string> Of(Table table, IReadOnlyList<string> told)
    {
        if (told is not [var one] || table.TryGetColumn(one, out _))
        {
            return told;
        }

        string[] parts = one.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length > 1 && Array.Exists(parts, part => table.TryGetColumn(part, out _)) ? parts : told;
    }

    public static void Check(IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
        {
            throw new GliaException("A target is wanted: the column to be predicted, or several.");
        }

        foreach (string target in targets)
        {
            ArgumentException.ThrowIfNullOrEmpty(target, nameof(targets));
        }

        if (targets.GroupBy(target => target, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new GliaException($"The target '{twice.Key}' is named twice; name every column once.");
        }
    }

    /// <summary>As a heading: a, b, c and 7 more.</summary>
    public static string InWords(IReadOnlyList<string> targets) => targets.Count <= MostInWords
        ? string.Join(", ", targets)
        : $"{string.Join(", ", targets.Take(MostInWords - 1))} and {targets.Count - MostInWords + 1} more";

    /// <summary>In a sentence: 'a', 'b' and 'c'.</summary>
    public static string Quoted(IReadOnlyList<string> targets, string last)
    {
        string[] quoted = [.. targets.Take(targets.Count <= MostInWords ? MostInWords : MostInWords - 1).Select(target => $"'{target}'"),
            .. targets.Count <= MostInWords ? Array.Empty<string>() : [$"{targets.Count - MostInWords + 1} more"]];
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} {last} {quoted[^1]}";
    }
}
