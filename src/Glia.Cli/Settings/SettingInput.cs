using System.Globalization;

namespace Glia.Cli.Settings;

/// <summary>What somebody wrote for a setting, and where: on the command line or in a configuration.</summary>
/// <param name="Where">"--epochs" or "run.yaml:7:9: epochs"; messages begin with it.</param>
/// <param name="Texts">One text for a single value, several for a list; "name=value" for the entries of a map.</param>
internal sealed record SettingInput(string Where, IReadOnlyList<string> Texts)
{
    public string Text() => Texts.Count == 1 ? Texts[0] : throw Wrong("one value");

    /// <summary>A list, also written as one text with commas ("64,32"); commas inside parentheses belong to their entry.</summary>
    public IReadOnlyList<string> List() => [.. Texts.SelectMany(SplitAtCommas)];

    public int Whole() => Whole(Text());

    public IReadOnlyList<int> Wholes() => [.. List().Select(Whole)];

    public ulong Seed() => ulong.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : throw Wrong("a whole number from 0", Text());

    public double Number() => Number(Text());

    /// <summary>Bytes with a unit: "512MiB", "2GiB", "800MB", "1.5 GB"; "none" is 0.</summary>
    public long Bytes()
    {
        string text = Text().Trim();
        if (string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        foreach ((string unit, double bytes) in (ReadOnlySpan<(string, double)>)[("MiB", 1 << 20), ("GiB", 1 << 30), ("MB", 1e6), ("GB", 1e9)])
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double count) && count is > 0 and < 1e9)
            {
                return (long)(count * bytes);
            }
        }

        throw Wrong("a size such as 512MiB or 2GiB", text);
    }

    public bool Flag() => Text().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => throw Wrong("true or false", Text()),
    };

    public char Character() => Text() switch
    {
        "\\t" or "tab" => '\t',
        { Length: 1 } text => text[0],
        _ => throw Wrong("one character, or tab", Text()),
    };

    /// <summary>One of an enumeration's names in lower case with underscores.</summary>
    public T OneOf<T>()
        where T : struct, Enum
    {
        string text = Text();
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(Names.Snake(value.ToString()), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Wrong("one of " + string.Join(", ", Enum.GetNames<T>().Select(Names.Snake)), text);
    }

    /// <summary>Entries "name=value"; the last "=" separates, so that a name may hold one.</summary>
    public IReadOnlyDictionary<string, string> Map()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in Texts)
        {
            int separator = entry.LastIndexOf('=');
            if (separator <= 0)
            {
                throw Wrong("name=value", entry);
            }

            map[entry[..separator]] = entry[(separator + 1)..];
        }

        return map;
    }

    /// <summary>Entries "name=number".</summary>
    public IReadOnlyDictionary<string, double> NumberMap() => Map().ToDictionary(entry => entry.Key, entry => Number(entry.Value), StringComparer.Ordinal);

    /// <summary>Entries "name=count"; a name alone is 0.</summary>
    public IReadOnlyDictionary<string, int> CountMap()
    {
        var map = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string entry in Texts)
        {
            // The last "=" separates where a number follows, so that a name may hold one.
            int separator = entry.LastIndexOf('=');
            bool counts = int.TryParse(entry[(separator + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) && separator > 0;
            if (entry.Length == 0 || (!counts && separator >= 0))
            {
                throw Wrong("a name, or name=a whole number", entry);
            }

            map[counts ? entry[..separator] : entry] = counts ? count : 0;
        }

        return map;
    }

    public UsageException Wrong(string wanted, string? seen = null) =>
        new($"{Where}: {wanted} is wanted{(seen is null ? "" : $", '{seen}' was given")}.");

    private static IEnumerable<string> SplitAtCommas(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] == ',' && depth == 0)
            {
                yield return text[start..i].Trim();
                start = i + 1;
            }
        }

        if (text.Trim().Length > 0 || start > 0)
        {
            yield return text[start..].Trim();
        }
    }

    private int Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        ? value
        : throw Wrong("a whole number", text);

    private double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw Wrong("a number", text);
}
