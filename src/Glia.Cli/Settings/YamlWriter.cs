using System.Text;
using System.Text.RegularExpressions;
using Glia.Cli.Output;

namespace Glia.Cli.Settings;

/// <summary>Writes settings as YAML that <see cref="YamlReader"/> and people read.</summary>
internal static partial class YamlWriter
{
    public static void Comment(StringBuilder yaml, string text) => yaml.Append("# ").Append(text).Append('\n');

    public static void Write(StringBuilder yaml, string name, SettingValue? value)
    {
        yaml.Append(name).Append(": ");
        switch (value)
        {
            case null:
                yaml.Append("null");
                break;
            case { Map: { } map }:
                yaml.Append('{').AppendJoin(", ", map.Select(entry => $"{Scalar(entry.Key)}: {Scalar(entry.Value)}")).Append('}');
                break;
            case { List: { } list }:
                yaml.Append('[').AppendJoin(", ", list.Select(Scalar)).Append(']');
                break;
            default:
                yaml.Append(Scalar(value.Text ?? ""));
                break;
        }

        yaml.Append('\n');
    }

    /// <summary>Plain where that cannot be misread; else quoted as in JSON, which is YAML too.</summary>
    private static string Scalar(string text) =>
        Plain().IsMatch(text) && text is not ("null" or "~") ? text : JsonText.Quote(text);

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./()=+-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
