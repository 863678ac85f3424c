using System.Globalization;
using System.Text;

namespace Glia.SourceCode.Languages;

/// <summary>String literals: what is not plain ASCII is escaped, so that no encoding can harm it.</summary>
internal static class Quotes
{
    public static string CSharp(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            literal.Append(IsPlain(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>UTF-8, in octal where it is not plain: of three digits, so that a digit behind is not taken in.</summary>
    public static string C(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (byte b in Encoding.UTF8.GetBytes(text))
        {
            // A question mark might begin a trigraph.
            literal.Append(IsPlain((char)b) && b != '?' ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'));
        }

        return literal.Append('"').ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '"' and not '\\';
}
