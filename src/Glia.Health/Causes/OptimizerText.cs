using System.Globalization;

namespace Glia.Health.Causes;

/// <summary>Reads and changes single numbers in the text of an optimizer: <c>name(key=number, …)</c>.</summary>
internal static class OptimizerText
{
    /// <summary>The name.</summary>
    public static string Name(string text) => text.Split('(')[0].Trim();

    /// <summary>A number, or its default where the text does not say it.</summary>
    public static double Number(string text, string key, double otherwise) =>
        Arguments(text).TryGetValue(key, out string? value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The text with one number set.</summary>
    public static string With(string text, string key, double value)
    {
        Dictionary<string, string> arguments = Arguments(text);
        arguments[key] = value.ToString("R", CultureInfo.InvariantCulture);
        return $"{Name(text)}({string.Join(", ", arguments.Select(each => $"{each.Key}={each.Value}"))})";
    }

    private static Dictionary<string, string> Arguments(string text)
    {
        string inside = text.Contains('(', StringComparison.Ordinal) ? text.Split('(')[1].Trim().TrimEnd(')') : "";
        return inside.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('='))
            .ToDictionary(part => part[0].Trim(), part => part[1].Trim(), StringComparer.Ordinal);
    }
}
