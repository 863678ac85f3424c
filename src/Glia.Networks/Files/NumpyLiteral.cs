using System.Globalization;

namespace Glia.Networks.Files;

/// <summary>
/// Reads a dictionary in Python's notation: texts, whole numbers, True and False, tuples and lists of them, nothing else. It is data, never evaluated; a depth of four is as much as
/// the heads of arrays use.
/// </summary>
internal ref struct NumpyLiteral
{
    private const int Deepest = 4;

    private readonly string _source;
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private NumpyLiteral(string source, ReadOnlySpan<char> text)
    {
        _source = source;
        _text = text;
    }

    public static Dictionary<string, object> Parse(string source, string text) => new NumpyLiteral(source, text).Dictionary();

    /// <summary>What is said of text that is none.</summary>
    public static GliaException Wrong(string source) => new($"{source}: the header of the array cannot be understood; the file is damaged.");

    private Dictionary<string, object> Dictionary()
    {
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        Expect('{');
        while (!Skip('}'))
        {
            string key = Value(0) as string ?? throw Wrong();
            Expect(':');
            entries[key] = Value(0);
            if (!Skip(','))
            {
                Expect('}');
                break;
            }
        }

        return entries;
    }

    private object Value(int depth)
    {
        char next = Peek();
        return depth > Deepest ? throw Wrong()
            : next is '\'' or '"' ? Text()
            : next is '(' or '[' ? Items(next == '(' ? ')' : ']', depth)
            : char.IsAsciiDigit(next) ? (object)Number()
            : Word("True") || (Word("False") ? false : throw Wrong());
    }

    private List<object> Items(char end, int depth)
    {
        var items = new List<object>();
        _at++;
        while (!Skip(end))
        {
            items.Add(Value(depth + 1));
            if (!Skip(','))
            {
                Expect(end);
                break;
            }
        }

        return items;
    }

    private string Text()
    {
        char quote = _text[_at++];
        int length = _text[_at..].IndexOf(quote);
        if (length < 0 || _text.Slice(_at, length).Contains('\\'))
        {
            throw Wrong();
        }

        string text = _text.Slice(_at, length).ToString();
        _at += length + 1;
        return text;
    }

    private long Number()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        if (!long.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            throw Wrong();
        }

        _ = Skip('L'); // As Python 2 wrote it.
        return value;
    }

    private bool Word(string word)
    {
        bool isHere = _text[_at..].StartsWith(word, StringComparison.Ordinal);
        _at += isHere ? word.Length : 0;
        return isHere;
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length ? _text[_at] : throw Wrong();
    }

    private bool Skip(char c)
    {
        bool isHere = Peek() == c;
        _at += isHere ? 1 : 0;
        return isHere;
    }

    private void Expect(char c)
    {
        if (!Skip(c))
        {
            throw Wrong();
        }
    }

    private readonly GliaException Wrong() => Wrong(_source);
}
