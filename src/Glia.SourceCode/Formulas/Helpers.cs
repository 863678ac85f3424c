using System.Text;
using Glia.Kernels.Lanes;
using Glia.SourceCode.Languages;

namespace Glia.SourceCode.Formulas;

/// <summary>The functions that formulas call: those that are wanted, once each. Operations on pairs are traced from <see cref="Wide{T}"/>.</summary>
/// <param name="language">The language.</param>
internal sealed class Helpers(Language language)
{
    private readonly SortedSet<TermOperation> _bits = [];
    private readonly SortedDictionary<TermOperation, string> _pairs = [];
    private bool _needsPairs;

    /// <summary>Gets the functions, each before those that call it.</summary>
    public IEnumerable<string> Functions
    {
        get
        {
            if (_bits.Contains(TermOperation.PowerOfTwo))
            {
                yield return language.PowerOfTwo;
            }

            bool lead = _bits.Contains(TermOperation.PowerOfTwoSixteenths), rest = _bits.Contains(TermOperation.PowerOfTwoSixteenthsRest);
            if (lead)
            {
                yield return language.Constants("SixteenthPowers", SixteenthPowers.High);
            }

            if (rest)
            {
                yield return language.Constants("SixteenthPowerRests", SixteenthPowers.Low);
            }

            if (lead || rest)
            {
                yield return language.Sixteenths;
            }

            if (_bits.Contains(TermOperation.RoundToOdd))
            {
                yield return language.RoundToOdd;
            }

            if (_needsPairs)
            {
                yield return language.PairType;
            }

            foreach (string function in _pairs.Values)
            {
                yield return function;
            }
        }
    }

    public string Pair(double high, double low)
    {
        _needsPairs = true;
        return language.Pair(language.Number(high), language.Number(low));
    }

    public string Pair(string high, string low)
    {
        _needsPairs = true;
        return language.Pair(high, low);
    }

    public string OfBits(TermOperation operation, string[] x)
    {
        _bits.Add(operation);
        return operation switch
        {
            TermOperation.PowerOfTwo => $"PowerOfTwo({x[0]})",
            TermOperation.PowerOfTwoSixteenths => $"Sixteenths({x[0]}, SixteenthPowers)",
            TermOperation.PowerOfTwoSixteenthsRest => $"Sixteenths({x[0]}, SixteenthPowerRests)",
            _ => $"RoundToOdd({x[0]}, {x[1]})",
        };
    }

    /// <summary>The name of an operation on pairs.</summary>
    public string OfPairs(TermOperation operation)
    {
        _needsPairs = true;
        string name = "Pair" + operation;
        if (!_pairs.ContainsKey(operation))
        {
            _pairs.Add(operation, "");
            _pairs[operation] = Write(operation, name);
        }

        return name;
    }

    private string Write(TermOperation operation, string name)
    {
        Wide<Traced<InDouble>> a = Input("a"), b = Input("b");
        bool one = operation is TermOperation.Negate or TermOperation.Magnitude or TermOperation.SquareRoot or TermOperation.Round
            or TermOperation.PowerOfTwo or TermOperation.PowerOfTwoSixteenths;
        Wide<Traced<InDouble>> result = operation switch
        {
            TermOperation.Add => a + b,
            TermOperation.Multiply => a * b,
            TermOperation.Divide => a / b,
            TermOperation.Negate => -a,
            TermOperation.Magnitude => Wide<Traced<InDouble>>.Abs(a),
            TermOperation.SquareRoot => Wide<Traced<InDouble>>.Sqrt(a),
            TermOperation.Round => Wide<Traced<InDouble>>.Round(a),
            TermOperation.PowerOfTwo => Wide<Traced<InDouble>>.PowerOfTwo(a),
            TermOperation.PowerOfTwoSixteenths => Wide<Traced<InDouble>>.PowerOfTwoSixteenths(a),
            TermOperation.Scale => Wide<Traced<InDouble>>.Scale(a, b),
            TermOperation.LessThan => Wide<Traced<InDouble>>.LessThan(a, b),
            TermOperation.Equal => Wide<Traced<InDouble>>.Equal(a, b),
            TermOperation.CopySign => Wide<Traced<InDouble>>.CopySign(a, b),
            _ => throw new GliaException($"{operation} of pairs cannot be written as source."),
        };
        var writer = new FormulaWriter(language, this);
        string high = writer.Write(result.High.Term);
        bool condition = result.High.Term.IsCondition;
        string value = condition ? high : language.Pair(high, writer.Write(result.Low.Term));
        var text = new StringBuilder();
        text.Append(language.Head(condition ? language.Condition : "Pair", name, one ? "Pair a" : "Pair a, Pair b")).Append("\n{\n");
        text.Append(writer.Text).Append("    return ").Append(value).Append(";\n}");
        return text.ToString();
    }

    private Wide<Traced<InDouble>> Input(string name) => Wide<Traced<InDouble>>.Parts(
        Traced<InDouble>.Input(language.Part(name, high: true)), Traced<InDouble>.Input(language.Part(name, high: false)));
}
