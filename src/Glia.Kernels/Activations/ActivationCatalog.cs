using System.Diagnostics.CodeAnalysis;

namespace Glia.Kernels.Activations;

/// <summary>All functions that Glia knows by name.</summary>
public static partial class ActivationCatalog
{
    private const int LongestName = 60;

    private static readonly CatalogEntry[] Entries = [.. List().OrderBy(e => e.Info.Name, StringComparer.Ordinal)];
    private static readonly Dictionary<string, CatalogEntry> ByName = Index();

    /// <summary>Gets what is known about each function at its default parameters, by name in alphabetical order.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Entries.Select(e => e.Info)];

    /// <summary>Reads a function from text: <c>relu</c>, <c>leaky_relu(slope=0.1)</c>, <c>prelu(learn=unit)</c>. Upper and lower case are the same.</summary>
    /// <param name="text">Name or alias, and parameters that differ from their defaults.</param>
    /// <returns>The function.</returns>
    /// <exception cref="GliaException">The text is none; the message says why and what would be.</exception>
    public static Activation Parse(string text) =>
        TryParse(text, out Activation? activation, out string? error) ? activation : throw new GliaException(error);

    /// <summary>Reads a function from text, without an exception.</summary>
    /// <param name="text">Name or alias, and parameters that differ from their defaults.</param>
    /// <param name="activation">The function.</param>
    /// <param name="error">What is wrong with the text, and what to write.</param>
    /// <returns>Whether the text is right.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Activation? activation, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        activation = null;
        if (!ActivationText.TrySplit(text, out string name, out string inner, out error))
        {
            return false;
        }

        if (!ByName.TryGetValue(name, out CatalogEntry? entry))
        {
            error = $"No activation is called '{Shorten(name)}'.{Suggest(Shorten(name))}";
            return false;
        }

        if (!ActivationText.TryReadArguments(entry.Info, inner, out ActivationArguments? arguments, out error))
        {
            return false;
        }

        activation = entry.Create(arguments);
        return true;
    }

    /// <summary>One entry for each struct of this project that is an activation; written by Glia.Generators.</summary>
    private static partial CatalogEntry[] List();

    private static Dictionary<string, CatalogEntry> Index()
    {
        var index = new Dictionary<string, CatalogEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (CatalogEntry entry in Entries)
        {
            index.Add(entry.Info.Name, entry);
            foreach (string alias in entry.Info.Aliases)
            {
                index.Add(alias, entry);
            }
        }

        return index;
    }

    private static string Suggest(string name)
    {
        string question = NearNames.Question(name, ByName.Keys);
        return question.Length > 0 ? question : $" Known are: {string.Join(", ", Entries.Select(e => e.Info.Name))}.";
    }

    /// <summary>A text that is no name at all may be of any length; a message and the search for near names must not be.</summary>
    private static string Shorten(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
