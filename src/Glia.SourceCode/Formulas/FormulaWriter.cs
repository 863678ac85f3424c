using System.Globalization;
using System.Text;
using Glia.Kernels.Lanes;
using Glia.SourceCode.Languages;

namespace Glia.SourceCode.Formulas;

/// <summary>Writes the steps of formulas as statements, each value once, in an order that has operands first.</summary>
/// <param name="language">The language.</param>
/// <param name="helpers">Takes note of the helpers that are called.</param>
internal sealed class FormulaWriter(Language language, Helpers helpers)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<Term, string> _written = [];
    private readonly Dictionary<string, string> _byContent = new(StringComparer.Ordinal);

    /// <summary>Gets the statements so far.</summary>
    public string Text => _text.ToString();

    /// <summary>An expression for a term, after whatever statements it needs.</summary>
    public string Write(Term term)
    {
        // Long formulas in pairs are chains of some thousand steps: too deep for a call each.
        var open = new Stack<Term>([term]);
        while (open.TryPeek(out Term? next))
        {
            if (_written.ContainsKey(next))
            {
                open.Pop();
                continue;
            }

            Term[] missing = [.. next.Operands.Where(o => !_written.ContainsKey(o))];
            if (missing.Length == 0)
            {
                _written.Add(open.Pop(), Named(next));
                continue;
            }

            foreach (Term operand in missing.Reverse())
            {
                open.Push(operand);
            }
        }

        return _written[term];
    }

    private string Named(Term term)
    {
        if (term.Operation == TermOperation.Input)
        {
            return term.Name;
        }

        string content = Expression(term);
        if (term.Operation == TermOperation.Constant)
        {
            return content;
        }

        string type = term.IsCondition ? language.Condition : Language.Type(term.Precision);
        string key = type + content;
        if (!_byContent.TryGetValue(key, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"t{_byContent.Count + 1}");
            _byContent.Add(key, name);
            _text.Append(CultureInfo.InvariantCulture, $"    {type} {name} = {content};\n");
        }

        return name;
    }

    private string Expression(Term term)
    {
        string[] x = [.. term.Operands.Select(o => _written[o])];
        if (term.Operation == TermOperation.Select)
        {
            return $"{x[0]} ? {x[1]} : {x[2]}";
        }

        LanePrecision precision = term.IsCondition ? term.Operands[0].Precision : term.Precision;
        return term.Operation == TermOperation.Constant ? Constant(term)
            : precision == LanePrecision.Wide ? helpers.OfPairs(term.Operation) + $"({string.Join(", ", x)})"
            : OfNumbers(term.Operation, precision, x);
    }

    private string Constant(Term term) => term.Precision switch
    {
        LanePrecision.Single => language.Number((float)term.Value),
        LanePrecision.Wide => helpers.Pair(term.Value, term.Rest),
        _ => language.Number(term.Value),
    };

    private string OfNumbers(TermOperation operation, LanePrecision precision, string[] x) => operation switch
    {
        TermOperation.Add => $"{x[0]} + {x[1]}",
        TermOperation.Subtract => $"{x[0]} - {x[1]}",
        TermOperation.Multiply => $"{x[0]} * {x[1]}",
        TermOperation.Divide => $"{x[0]} / {x[1]}",
        TermOperation.Negate => $"-{x[0]}",
        TermOperation.LessThan => $"{x[0]} < {x[1]}",
        TermOperation.Equal => $"{x[0]} == {x[1]}",
        TermOperation.PowerOfTwo or TermOperation.PowerOfTwoSixteenths or TermOperation.PowerOfTwoSixteenthsRest or TermOperation.RoundToOdd =>
            precision == LanePrecision.Double ? helpers.OfBits(operation, x) : throw new GliaException("The fast variant of an activation function cannot be written as source; take the exact one."),
        _ => $"{language.Call(operation, precision)}({string.Join(", ", x)})",
    };
}
