namespace Glia.Tabular;

/// <summary>
/// Truth values. Formats with a type for them give the texts <c>false</c> and <c>true</c>; separated text has them as its writer spells them: <c>True</c> (Python, .NET), <c>true</c> (JSON, JavaScript),
/// <c>TRUE</c> (SQL, R, spreadsheets). A column that holds nothing else is one of truth values, whoever wrote it.
/// </summary>
internal static class Truths
{
    private static readonly (string Name, string[] Spellings)[] All = [("false", ["false", "False", "FALSE"]), ("true", ["true", "True", "TRUE"])];

    /// <summary>Whether a text is a truth value in one of its spellings.</summary>
    public static bool IsOne(string text) => Name(text) is not null;

    /// <summary>A truth value by its name, however it is spelled; any other text as it is.</summary>
    public static string Named(string text) => Name(text) ?? text;

    /// <summary>Whether these classes or categories are names of truth values.</summary>
    public static bool Are(IReadOnlyList<string> names) => names.Count is 1 or 2 && names.All(name => Name(name) == name);

    /// <summary>How the name of a truth value may be spelled.</summary>
    public static IReadOnlyList<string> Spellings(string name) => All.First(truth => truth.Name == name).Spellings;

    private static string? Name(string text)
    {
        foreach ((string name, string[] spellings) in All)
        {
            if (text.Length == name.Length && Array.IndexOf(spellings, text) >= 0)
            {
                return name;
            }
        }

        return null;
    }
}
