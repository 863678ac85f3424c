using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>Reads a formula as it stands in the documentation: <c>x for x &gt; 0, else alpha·(exp(x) - 1)</c>.</summary>
/// <remarks>
/// <code>
/// formula := pieces [" with " name " = " expr {" and " name " = " expr}]
/// pieces  := expr | expr "for" condition {", " expr "for" condition} [", else " expr]
/// </code>
/// Conditions are comparisons, chains like <c>-1 &lt; x &lt; 1</c> too. Expressions have + - · * / ^, superscripts ² ³, |…|, √, numbers,
/// x, parameters, pi, e and the functions of <see cref="Function"/>, max, min and clamp(value, low, high). In functions of whole rows xᵢ is the
/// element whose result is meant, and <c>Σⱼ</c> sums what follows, as far as multiplications go, over all elements xⱼ.
/// </remarks>
internal sealed class FormulaParser
{
    private readonly Dictionary<string, Expression> _names;
    private readonly Dictionary<string, string> _definitions;
    private readonly FormulaText _text;

    private FormulaParser(string text, Dictionary<string, Expression> names, Dictionary<string, string> definitions)
    {
        _text = new FormulaText(text);
        _names = names;
        _definitions = definitions;
    }

    /// <summary>Reads a formula of x with parameters at their exact values; one of them may stay a variable, and other variables may be free.</summary>
    public static Expression Parse(string formula, IReadOnlyDictionary<string, float> parameters, string? variable = null, string[]? free = null)
    {
        var names = new Dictionary<string, Expression>(StringComparer.Ordinal)
        {
            ["x"] = new Variable("x"),
            [RowSum.Own] = new Variable(RowSum.Own),
            [RowSum.Other] = new Variable(RowSum.Other),
            ["pi"] = new PiNumber(),
            ["π"] = new PiNumber(),
            ["e"] = Build.Apply(Function.Exp, Build.Of(1)),
        };
        foreach ((string name, float value) in parameters)
        {
            names[name] = name == variable ? new Variable(name) : new Number(Rational.Of(value));
        }

        foreach (string name in free ?? [])
        {
            names[name] = new Variable(name);
        }

        try
        {
            return Parse(formula, names);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            throw new GliaException($"A number in the formula '{formula}' is too large, or none: {wrong.Message}", wrong);
        }
    }

    private static Expression Parse(string formula, Dictionary<string, Expression> names)
    {
        string[] parts = formula.Split(" with ", 2);
        var definitions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string definition in parts.Length == 1 ? [] : parts[1].Split(" and "))
        {
            string[] sides = definition.Split('=', 2);
            definitions[sides[0].Trim()] = sides.Length == 2 ? sides[1] : throw new GliaException($"'{definition}' in the formula '{formula}' defines nothing.");
        }

        return new FormulaParser(parts[0], names, definitions).Whole();
    }

    private Expression Whole()
    {
        Expression result = Pieces();
        return _text.IsOver ? result : throw _text.Wrong("the end");
    }

    private Expression Pieces()
    {
        Expression value = Sums();
        if (!_text.Word("for"))
        {
            return value;
        }

        var pieces = new List<Piece> { new(value, Conditions()) };
        while (_text.Sign(","))
        {
            if (_text.Word("else"))
            {
                return new Piecewise(pieces, Sums());
            }

            value = Sums();
            pieces.Add(_text.Word("for") ? new(value, Conditions()) : throw _text.Wrong("'for'"));
        }

        Piece last = pieces[^1];
        pieces.RemoveAt(pieces.Count - 1);
        return new Piecewise(pieces, last.Value);
    }

    private List<Condition> Conditions()
    {
        var conditions = new List<Condition>();
        Expression left = Sums();
        while (Comparison() is { } sign)
        {
            Expression right = Sums();
            conditions.Add(sign switch
            {
                '<' => new(Build.Subtract(right, left), Relation.Positive),
                '≤' => new(Build.Subtract(right, left), Relation.NotNegative),
                '>' => new(Build.Subtract(left, right), Relation.Positive),
                '≥' => new(Build.Subtract(left, right), Relation.NotNegative),
                _ => new(Build.Subtract(left, right), Relation.Zero),
            });
            left = right;
        }

        return conditions.Count > 0 ? conditions : throw _text.Wrong("a comparison");
    }

    private char? Comparison() =>
        _text.Sign("<=") || _text.Sign("≤") ? '≤' : _text.Sign(">=") || _text.Sign("≥") ? '≥' : _text.Sign("<") ? '<' : _text.Sign(">") ? '>' : _text.Sign("=") ? '=' : null;

    private Expression Sums()
    {
        Expression left = Products();
        while (true)
        {
            if (_text.Sign("+"))
            {
                left = Build.Add(left, Products());
            }
            else if (_text.Sign("-") || _text.Sign("−"))
            {
                left = Build.Subtract(left, Products());
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Products()
    {
        Expression left = Signed();
        while (true)
        {
            if (_text.Sign("·") || _text.Sign("*"))
            {
                left = Build.Multiply(left, Signed());
            }
            else if (_text.Sign("/"))
            {
                left = Build.Divide(left, Signed());
            }
            else
            {
                return left;
            }
        }
    }

    private Expression Signed() => _text.Sign("-") || _text.Sign("−") ? Build.Negate(Signed()) : Powers();

    private Expression Powers()
    {
        Expression result = Primary();
        return _text.Sign("²") ? Build.Power(result, Build.Of(2)) : _text.Sign("³") ? Build.Power(result, Build.Of(3))
            : _text.Sign("^") ? Build.Power(result, Signed()) : result;
    }

    private Expression Primary()
    {
        if (_text.Sign("("))
        {
            return Closed(Sums(), ")");
        }

        if (_text.Sign("|"))
        {
            return Build.Apply(Function.Abs, Closed(Sums(), "|"));
        }

        if (_text.Sign("√"))
        {
            return Build.Apply(Function.Sqrt, Primary());
        }

        int start = _text.Next();
        if (_text.Digits() is { Length: > 0 } digits)
        {
            return new Number(Rational.Parse(digits));
        }

        string name = _text.Name();
        if (name.Length == 0)
        {
            throw _text.Wrong("a number, a name or '('");
        }

        if (name == "Σⱼ")
        {
            return new RowSum(Products());
        }

        return _text.Sign("(") ? Call(name, start)
            : !_names.ContainsKey(name) && FunctionOf(name) is { } function ? Build.Apply(function, Primary()) : Named(name, start);
    }

    private Expression Call(string name, int start)
    {
        var arguments = new List<Expression> { Sums() };
        while (_text.Sign(","))
        {
            arguments.Add(Sums());
        }

        Closed(arguments[0], ")");
        if (arguments.Count == 1 && FunctionOf(name) is { } function)
        {
            return Build.Apply(function, arguments[0]);
        }

        if (name is "max" or "min" && arguments.Count > 1)
        {
            return arguments.Aggregate((a, b) => new Extreme(name == "max", a, b));
        }

        if (name == "clamp" && arguments.Count == 3)
        {
            return new Extreme(false, new Extreme(true, arguments[0], arguments[1]), arguments[2]);
        }

        throw _text.Wrong("a function that formulas may use", start);
    }

    private static Function? FunctionOf(string name) =>
        char.IsLetter(name[0]) && Enum.TryParse(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out Function function) ? function : null;

    private Expression Named(string name, int start)
    {
        if (_names.TryGetValue(name, out Expression? known))
        {
            return known;
        }

        if (!_definitions.Remove(name, out string? text))
        {
            throw _text.Wrong("x, a parameter or a defined name", start);
        }

        // A definition may use those that stand beside it.
        return _names[name] = new FormulaParser(text, _names, _definitions).Whole();
    }

    private Expression Closed(Expression inner, string close) => _text.Sign(close) ? inner : throw _text.Wrong($"'{close}'");
}
