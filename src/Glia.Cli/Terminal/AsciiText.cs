using System.Text;

namespace Glia.Cli.Terminal;

/// <summary>Formulas for terminals that show ASCII only.</summary>
internal static class AsciiText
{
    /// <summary>Writes what is not ASCII in other letters, as people type it; what has no such spelling becomes a question mark.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            plain.Append(rune.IsAscii ? rune.ToString() : Spelling(rune.Value));
        }

        return plain.ToString();
    }

    private static string Spelling(int letter) => letter switch
    {
        '·' or '×' or '⊙' => "*",
        '−' or '–' or '—' => "-",
        '∞' => "inf",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '≈' => "~",
        '±' => "+-",
        '√' => "sqrt",
        'Σ' or '∑' => "sum",
        '²' => "^2",
        '³' => "^3",
        '⁴' => "^4",
        'ⁿ' => "^n",
        '½' => "1/2",
        '′' or '’' or '‘' => "'",
        '…' => "...",
        'π' => "pi",
        'α' => "alpha",
        'β' => "beta",
        'ä' or 'á' or 'à' => "a",
        'é' or 'è' or 'ë' => "e",
        'ö' or 'ó' or 'ø' => "o",
        'ü' or 'ú' => "u",
        'ç' or 'č' => "c",
        'ᵢ' => "_i",
        'ⱼ' => "_j",
        '₀' => "_0",
        '₁' => "_1",
        '₂' => "_2",
        '∂' => "d",
        _ => "?",
    };
}
