using System.Text;

namespace Glia.SourceCode.Languages;

/// <summary>Names that a compiler takes.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> CSharpWords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed "
        + "float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref "
        + "return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> CWords = new(
        ("auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch "
        + "typedef union unsigned void volatile while NAN INFINITY").Split(' '),
        StringComparer.Ordinal);

    public static string CSharp(string name) => Valid(name, CSharpWords, char.IsLetter);

    public static string C(string name) => Valid(name, CWords, char.IsAsciiLetter);

    /// <summary>A name for each of several, none twice.</summary>
    public static string[] Distinct(IEnumerable<string> names, Func<string, string> valid, params string[] taken)
    {
        var used = new HashSet<string>(taken, StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            string identifier = valid(name);
            while (!used.Add(identifier))
            {
                identifier += "_";
            }

            return identifier;
        })];
    }

    private static string Valid(string name, HashSet<string> words, Predicate<char> isLetter)
    {
        var valid = new StringBuilder();
        foreach (char c in name)
        {
            if (valid.Length == 0 && char.IsAsciiDigit(c))
            {
                valid.Append('_');
            }

            valid.Append(isLetter(c) || char.IsAsciiDigit(c) ? c : '_');
        }

        string text = valid.Length == 0 ? "_" : valid.ToString();
        return words.Contains(text) ? text + "_" : text;
    }
}
