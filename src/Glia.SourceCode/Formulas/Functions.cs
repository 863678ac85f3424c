using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;
using Glia.SourceCode.Languages;

namespace Glia.SourceCode.Formulas;

/// <summary>The activation functions of a model, each once.</summary>
/// <param name="language">The language.</param>
internal sealed class Functions(Language language)
{
    // As Ziv's strategy in Glia's own loops has it: what double may be off by, relative to the scale.
    private const double Doubt = 9.094947017729282e-13;

    private readonly Helpers _helpers = new(language);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>Gets everything that has to stand before the network.</summary>
    public IEnumerable<string> Texts => _helpers.Functions.Concat(_texts);

    /// <summary>A text that may stand in a comment.</summary>
    public static string Harmless(string text) => text.Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);

    /// <summary>The name of an elementwise function of one float, or of two.</summary>
    public string Elementwise(TracedFunction function, string comment, bool two)
    {
        string body = function.Evaluation == Evaluation.Single ? Single(function.Value) : Double(function);
        string parameters = function.Evaluation == Evaluation.Single
            ? $"float {TracedFunction.Z}" + (two ? $", float {TracedFunction.P}" : "")
            : "float z32" + (two ? ", float p32" : "");
        string widened = function.Evaluation == Evaluation.Single ? ""
            : $"    double {TracedFunction.Z} = z32;\n" + (two ? $"    double {TracedFunction.P} = p32;\n" : "");
        string settle = function.Wide is null ? "" : Settle(function.Wide);
        return Add("Function", comment, name => (settle.Length == 0 ? "" : settle.Replace("NAME", name, StringComparison.Ordinal) + "\n\n")
            + $"{language.Head("float", name, parameters)}\n{{\n{widened}{body.Replace("NAME", name, StringComparison.Ordinal)}}}");
    }

    /// <summary>The name of a function of a row: reads x, writes y.</summary>
    public string Rows(TracedExponentials rows, int units, string comment) => Add("Rows", comment, name => RowsText(rows, units, name));

    private string Add(string kind, string comment, Func<string, string> text)
    {
        string key = text("NAME");
        if (!_names.TryGetValue(key, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{kind}{_names.Count + 1}");
            _names.Add(key, name);
            _texts.Add($"/* {Harmless(comment)} */\n{text(name)}");
        }

        return name;
    }

    private string Single(Term value)
    {
        var writer = new FormulaWriter(language, _helpers);
        string y = writer.Write(value);
        return $"{writer.Text}    return {y};\n";
    }

    private string Double(TracedFunction function)
    {
        var writer = new FormulaWriter(language, _helpers);
        string y = writer.Write(function.Value);
        if (function.Scale is null)
        {
            return $"{writer.Text}    return (float){y};\n";
        }

        string scale = writer.Write(function.Scale);
        string doubt = language.Number(Doubt);
        return writer.Text
            + $"    float low = (float){language.FusedDouble}({scale}, -{doubt}, {y});\n"
            + $"    float high = (float){language.FusedDouble}({scale}, {doubt}, {y});\n"
            + $"    return low != high && ({language.IsFinite}(low) || {language.IsFinite}(high)) ? NAMEExactly({TracedFunction.Z}) : (float){y};\n";
    }

    private string Settle(Term wide)
    {
        var writer = new FormulaWriter(language, _helpers);
        string y = writer.Write(wide);
        string odd = _helpers.OfBits(TermOperation.RoundToOdd, [language.Part("y", high: true), language.Part("y", high: false)]);
        return $"{language.Head("float", "NAMEExactly", "double value")}\n{{\n    Pair {TracedFunction.Z} = {_helpers.Pair("value", "0.0")};\n"
            + $"{writer.Text}    Pair y = {y};\n    return (float){odd};\n}}";
    }

    private string RowsText(TracedExponentials rows, int units, string name)
    {
        bool across = units <= rows.LongestAcross;
        int padded = across ? units : (units + 15) / 16 * 16;
        string sign = rows.Negates ? "-" : "";
        var shift = new FormulaWriter(language, _helpers);
        string shiftValue = shift.Write(rows.Shift);
        var exponential = new FormulaWriter(language, _helpers);
        string exponentialValue = exponential.Write(rows.Exponential);
        var value = new FormulaWriter(language, _helpers);
        string result = value.Write(rows.Value);
        var text = new StringBuilder();
        text.Append(language.Head("double", name + "Exponential", $"double {TracedExponentials.Difference}"))
            .Append("\n{\n").Append(exponential.Text).Append("    return ").Append(exponentialValue).Append(";\n}\n\n");
        string[] totals = rows.LeavesOneOut ? [TracedExponentials.Others, TracedExponentials.Tops] : [TracedExponentials.Sum];
        string[] wanted = [.. Inputs(rows.Value)];
        text.Append(language.Head("float", name + "Value", string.Join(", ", wanted.Select(w => "double " + w))))
            .Append("\n{\n").Append(value.Text).Append("    return (float)").Append(result).Append(";\n}\n\n");
        text.Append(language.Head("void", name, $"{language.ArrayParameter("float", "x", written: false)}, {language.ArrayParameter("float", "y", written: true)}")).Append("\n{\n");
        text.Append("    ").Append(language.Buffer("double", "terms", padded)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"    double m = {sign}x[0];\n    for (int i = 0; i < {units}; i++)\n    {{\n        double v = {sign}x[i];\n        m = v < m ? m : v;\n    }}\n\n");
        text.Append(shift.Text).Append("    double shift = ").Append(shiftValue).Append(";\n");
        text.Append(string.Concat(totals.Select(t => $"    double {t} = 0.0;\n")));
        text.Append(across ? Across(rows, units, name, sign) : Along(rows, units, padded, name, sign, totals));
        text.Append(rows.Reduces
            ? $"    y[0] = {name}Value({Arguments("0")});\n"
            : string.Create(CultureInfo.InvariantCulture, $"    for (int i = 0; i < {units}; i++)\n    {{\n        y[i] = {name}Value({Arguments("i")});\n    }}\n"));
        return text.Append('}').ToString();

        string Arguments(string i) => string.Join(", ", wanted.Select(w => w switch
        {
            TracedExponentials.Difference => $"{sign}x[{i}] + shift",
            TracedExponentials.Exponent => $"terms[{i}]",
            _ => w,
        }));
    }

    /// <summary>The names of the inputs that a formula has, in ordinal order.</summary>
    private static SortedSet<string> Inputs(Term term)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Term>();
        var open = new Stack<Term>([term]);
        while (open.TryPop(out Term? next))
        {
            if (seen.Add(next))
            {
                if (next.Operation == TermOperation.Input)
                {
                    names.Add(next.Name);
                }

                foreach (Term operand in next.Operands)
                {
                    open.Push(operand);
                }
            }
        }

        return names;
    }

    private static string Across(TracedExponentials rows, int units, string name, string sign) => string.Create(
        CultureInfo.InvariantCulture,
        $"    for (int i = 0; i < {units}; i++)\n    {{\n        double d = {sign}x[i] + shift;\n        terms[i] = {name}Exponential(d);\n{Count(rows, "terms[i]", "", "        ")}    }}\n\n");

    /// <summary>Sixteen interleaved sums, then those in order; what fills the last round up is −∞.</summary>
    private string Along(TracedExponentials rows, int units, int padded, string name, string sign, string[] totals)
    {
        string parts = string.Concat(totals.Select(t => $"        double {t}Part = 0.0;\n"));
        string added = string.Concat(totals.Select(t => $"        {t} += {t}Part;\n"));
        string length = padded.ToString(CultureInfo.InvariantCulture), count = units.ToString(CultureInfo.InvariantCulture);
        return $$"""
                for (int lane = 0; lane < 16; lane++)
                {
            {{parts}}        for (int i = lane; i < {{length}}; i += 16)
                    {
                        double d = (i < {{count}} ? {{sign}}x[i] : -{{language.Infinity}}) + shift;
                        terms[i] = {{name}}Exponential(d);
            {{Count(rows, "terms[i]", "Part", "            ")}}        }

            {{added}}    }


            """.ReplaceLineEndings("\n");
    }

    private static string Count(TracedExponentials rows, string term, string part, string indent) => rows.LeavesOneOut
        ? $"{indent}{TracedExponentials.Others}{part} += d == 0 ? 0 : {term};\n{indent}{TracedExponentials.Tops}{part} += d == 0 ? {term} : 0;\n"
        : $"{indent}{TracedExponentials.Sum}{part} += {term};\n";
}
