using System.Globalization;
using System.Text;

namespace Glia.Verification.Formulas;

/// <summary>A formula as it is written, and how far it has been read: signs, words, names and digits. Blanks mean nothing but the end of a name.</summary>
internal sealed class FormulaText(string text)
{
    private int _at;

    /// <summary>Gets a value indicating whether all has been read.</summary>
    public bool IsOver => Next() == text.Length;

    /// <summary>Where the next thing stands.</summary>
    public int Next()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }

        return _at;
    }

    /// <summary>Reads this sign, if it is the next thing.</summary>
    public bool Sign(string sign)
    {
        if (!text.AsSpan(Next()).StartsWith(sign, StringComparison.Ordinal))
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    /// <summary>Reads this word, if it is the next thing.</summary>
    public bool Word(string word)
    {
        int start = Next();
        if (Name() == word)
        {
            return true;
        }

        _at = start;
        return false;
    }

    /// <summary>Reads the digits and points that stand here; empty for none.</summary>
    public string Digits()
    {
        int start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.'))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>Reads the name that stands here; empty for none.</summary>
    public string Name()
    {
        int start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_') && text[_at] is not ('²' or '³'))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>What is said where something else had to stand.</summary>
    /// <param name="expected">What.</param>
    /// <param name="at">Where; null: at the next thing.</param>
    public GliaException Wrong(string expected, int? at = null)
    {
        int from = at ?? _at;
        return new(string.Create(CultureInfo.InvariantCulture, $"The formula '{text}' cannot be read at {from + 1}: expected {expected}, found '{new StringBuilder(text, from, Math.Min(12, text.Length - from), 16)}'."));
    }
}
