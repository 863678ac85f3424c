using System.Globalization;

namespace Glia.Onnx.Expressions;

/// <summary>
/// Reads operator expressions:
/// <code>
/// whole     = term [ " with " name " = " term { " and " name " = " term } ]
/// term      = "x" | name | "{" name "}" | number | list | name "(" item { "," item } ")"
/// list      = "[" whole { "," whole } "]"        whole = integer | "{" name "}"
/// item      = term | name "=" ( number | "{" name "}" | '"' text '"' )
/// </code>
/// A definition may use those after it. Attributes come after inputs. A number without point and exponent is an integer attribute, any other a float one.
/// </summary>
internal sealed class OnnxExpression
{
    // Far above any activation; keeps a slip of the pen from overflowing the stack.
    private const int MaximumDepth = 64;

    private readonly string _text;
    private readonly Dictionary<string, OnnxTerm> _definitions;
    private int _at;

    private OnnxExpression(string text, Dictionary<string, OnnxTerm> definitions)
    {
        _text = text;
        _definitions = definitions;
    }

    /// <summary>Reads a whole expression.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The outermost term.</returns>
    /// <exception cref="FormatException">The text is not an expression; the message says where.</exception>
    public static OnnxTerm Parse(string text)
    {
        string[] parts = text.Split(" with ", 2);
        var definitions = new Dictionary<string, OnnxTerm>(StringComparer.Ordinal);
        foreach (string definition in parts.Length == 1 ? [] : parts[1].Split(" and ").Reverse())
        {
            var reader = new OnnxExpression(definition, definitions);
            string name = reader.Name();
            OnnxTerm meaning = reader.TryTake('=') ? reader.Whole() : throw reader.Unexpected("'='");
            if (name == "x" || !definitions.TryAdd(name, meaning))
            {
                throw new FormatException($"The ONNX expression '{text}' defines '{name}', which has a meaning already.");
            }
        }

        return new OnnxExpression(parts[0], definitions).Whole();
    }

    private OnnxTerm Whole()
    {
        OnnxTerm term = Term(0);
        SkipSpace();
        return _at == _text.Length ? term : throw Unexpected("the end");
    }

    private OnnxTerm Term(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new FormatException($"The ONNX expression '{_text}' nests deeper than {MaximumDepth}.");
        }

        SkipSpace();
        char first = Current;
        if (first == '{')
        {
            return new ParameterTerm(Braced());
        }

        if (TryTake('['))
        {
            return WholeNumbers();
        }

        if (first is '-' or '+' || char.IsAsciiDigit(first))
        {
            return new NumberTerm(float.Parse(Number(), CultureInfo.InvariantCulture));
        }

        string name = Name();
        return TryTake('(') ? Call(name, depth)
            : string.Equals(name, "x", StringComparison.Ordinal) ? new InputTerm()
            : _definitions.TryGetValue(name, out OnnxTerm? meaning) ? meaning
            : throw Unexpected($"'(' after '{name}'");
    }

    private WholeNumbersTerm WholeNumbers()
    {
        var items = new List<string>();
        do
        {
            SkipSpace();
            if (Current == '{')
            {
                items.Add("{" + Braced() + "}");
                continue;
            }

            string number = Number();
            items.Add(long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? number : throw Unexpected("a whole number"));
        }
        while (TryTake(','));

        return TryTake(']') ? new WholeNumbersTerm(items) : throw Unexpected("',' or ']'");
    }

    private CallTerm Call(string name, int depth)
    {
        var arguments = new List<OnnxTerm>();
        var attributes = new List<OnnxAttribute>();
        do
        {
            int start = _at;
            if (TryAttributeName(out string attribute))
            {
                attributes.Add(Attribute(attribute));
                continue;
            }

            _at = start;
            if (attributes.Count > 0)
            {
                throw Unexpected("an attribute, for inputs come first,");
            }

            arguments.Add(Term(depth + 1));
        }
        while (TryTake(','));

        return TryTake(')') ? new CallTerm(name, arguments, attributes) : throw Unexpected("',' or ')'");
    }

    private bool TryAttributeName(out string name)
    {
        SkipSpace();
        name = char.IsAsciiLetter(Current) ? Name() : "";
        return name.Length > 0 && TryTake('=');
    }

    private OnnxAttribute Attribute(string name)
    {
        SkipSpace();
        switch (Current)
        {
            case '{':
                return new OnnxAttribute(name, OnnxAttributeKind.Parameter, Braced());
            case '"':
                int close = _text.IndexOf('"', _at + 1);
                if (close < 0)
                {
                    throw Unexpected("a closing quote after this one");
                }

                string value = _text[(_at + 1)..close];
                _at = close + 1;
                return new OnnxAttribute(name, OnnxAttributeKind.Text, value);
            default:
                string number = Number();
                bool whole = number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
                return new OnnxAttribute(name, whole ? OnnxAttributeKind.Integer : OnnxAttributeKind.Real, number);
        }
    }

    private string Braced()
    {
        _at++;
        string name = Name();
        return TryTake('}') ? name : throw Unexpected("'}'");
    }

    private string Name()
    {
        SkipSpace();
        int start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
        {
            _at++;
        }

        return _at > start && !char.IsAsciiDigit(_text[start]) ? _text[start.._at] : throw Unexpected("a name");
    }

    private string Number()
    {
        int start = _at;
        while (char.IsAsciiDigit(Current) || Current is '.' or 'e' or 'E' || (Current is '-' or '+' && (_at == start || _text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        string number = _text[start.._at];
        bool finite = float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value);
        return finite ? number : throw Unexpected("a number");
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private bool TryTake(char wanted)
    {
        SkipSpace();
        if (Current != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Current == ' ')
        {
            _at++;
        }
    }

    private FormatException Unexpected(string wanted) =>
        new($"The ONNX expression '{_text}' has {(_at < _text.Length ? $"'{_text[_at]}' at character {_at + 1}" : "its end")} where {wanted} was expected.");
}
