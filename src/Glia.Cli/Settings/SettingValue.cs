namespace Glia.Cli.Settings;

/// <summary>The value of a setting as text: a single one, a list, or a map.</summary>
internal sealed record SettingValue
{
    public string? Text { get; private init; }

    public IReadOnlyList<string>? List { get; private init; }

    public IReadOnlyDictionary<string, string>? Map { get; private init; }

    public static SettingValue? Of(string? text) => text is null ? null : new SettingValue { Text = text };

    public static SettingValue Of(long value) => new() { Text = Names.Text(value) };

    public static SettingValue Of(ulong value) => new() { Text = value.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    public static SettingValue Of(double value) => new() { Text = Names.Text(value) };

    public static SettingValue Of(bool value) => new() { Text = value ? "true" : "false" };

    public static SettingValue Of(IEnumerable<string> list) => new() { List = [.. list] };

    public static SettingValue Of(IEnumerable<KeyValuePair<string, string>> map) => new()
    {
        Map = new SortedDictionary<string, string>(map.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
    };

    /// <summary>In one line, for tables.</summary>
    public string Show() => Map is { } map ? string.Join(", ", map.Select(entry => $"{entry.Key}={entry.Value}"))
        : List is { } list ? string.Join(", ", list)
        : Text ?? "";
}
