using System.Text;
using Glia.SourceCode.Formulas;
using Glia.SourceCode.Languages;
using Glia.Tabular;

namespace Glia.SourceCode.Models;

/// <summary>A model as one file of C99.</summary>
internal sealed partial class CFile(TabularModel model, string name) : ModelSource(model, name, new C99(), Identifiers.C)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        Head();
        Declarations();
        Line($"#ifndef {Name}_DECLARATIONS_ONLY");
        Line("#include <float.h>");
        Line("#include <math.h>");
        Line("#include <stdint.h>");
        Line("#include <string.h>");
        Line("");
        Line("#ifdef __FAST_MATH__");
        Line("#error \"-ffast-math would change the results: compile without it.\"");
        Line("#endif");
        Line("#if FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16");
        Line("#error \"This compiler computes with more digits than the types have (on x86: add -msse2 -mfpmath=sse).\"");
        Line("#endif");
        Line("#if defined(__GNUC__) && !defined(__clang__)");
        Line("#pragma GCC optimize (\"fp-contract=off\")");
        Line("#else");
        Line("#pragma STDC FP_CONTRACT OFF");
        Line("#endif");
        if (IsSeveral)
        {
            Line("");
            Line($"const char *const {Name}_targets[{Text(Model.Targets.Count)}] = {{ {string.Join(", ", Model.Targets.Select(target => Quotes.C(target.Name)))} }};");
            if (IsLabels)
            {
                Line($"const char *const {Name}_classes[{Text(Model.Targets.Count)}][2] = {{ {string.Join(", ", Model.Targets.Select(target => $"{{ {string.Join(", ", target.Classes.Select(Quotes.C))} }}"))} }};");
            }
        }
        else if (IsClassifier)
        {
            Line("");
            Line($"const char *const {Name}_classes[{Text(Model.Classes.Count)}] = {{ {string.Join(", ", Model.Classes.Select(Quotes.C))} }};");
        }

        foreach (string part in Functions.Texts.Concat(Categories()).Concat(Networks.SelectMany(network => network.Constants)))
        {
            Line("");
            Line(part.ReplaceLineEndings("\n"));
        }

        Inputs();
        Outputs();
        Predictions();
        Line("#endif");
        return _text.ToString();
    }

    private void Head()
    {
        Line("/*");
        foreach (string line in About("Needs C99, its mathematical library (-lm) and nothing else; no memory is allocated, and many threads may use it."))
        {
            Line(" * " + Functions.Harmless(line.ReplaceLineEndings(" ")));
        }

        Line(" *");
        Line(" * The bits are those of Glia where float and double are IEEE 754 and fma, sqrt and rint round correctly (glibc, musl, macOS),");
        Line(" * and products and sums are not contracted: cc -O2 -std=c99 -ffp-contract=off. Instructions for fma (-mfma) make it faster and change nothing.");
        Line($" * For declarations alone: #define {Name}_DECLARATIONS_ONLY before #include.");
        Line(" */");
    }

    private void Declarations()
    {
        Line($"#ifndef {Name}_DECLARED");
        Line($"#define {Name}_DECLARED");
        Line("");
        Line("/* One row of raw columns: NAN or NULL where one is missing. */");
        Line("typedef struct");
        Line("{");
        for (int i = 0; i < Fields.Length; i++)
        {
            Feature feature = Model.Preprocessor.Features[i];
            Line($"    {(feature is CategoryFeature { FromNumbers: false } ? "const char *" : "double ")}{Fields[i]}; /* column '{Functions.Harmless(feature.Name.ReplaceLineEndings(" "))}' */");
        }

        Line($"}} {Name}_row;");
        Line("");
        if (IsSeveral)
        {
            string count = Text(Model.Targets.Count);
            Line($"extern const char *const {Name}_targets[{count}];");
            Line(IsLabels ? $"extern const char *const {Name}_classes[{count}][2];" : "");
            Line(IsLabels
                ? "/* The probability of the second class of each label, and which class is chosen. Returns 0, or the number of the column, from 1, whose number is too large. */"
                : "/* The prediction of each target, in its own unit. Returns 0, or the number of the column, from 1, whose number is too large. */");
            Line(Signature() + ";");
        }
        else if (IsClassifier)
        {
            Line($"extern const char *const {Name}_classes[{Text(Model.Classes.Count)}];");
            Line("");
            Line("/* The probability of each class, and which is chosen. Returns 0, or the number of the column, from 1, whose number is too large. */");
            Line($"int {Name}_predict(const {Name}_row *row, float probabilities[{Text(Model.Classes.Count)}], int *chosen);");
        }
        else
        {
            Line($"/* The prediction, in the unit of '{Functions.Harmless(Model.Target)}'. Returns 0, or the number of the column, from 1, whose number is too large. */");
            Line($"int {Name}_predict(const {Name}_row *row, double *value);");
        }

        Line("");
        Line("#endif");
        Line("");
    }

    private void Outputs()
    {
        if (IsEnsemble)
        {
            OutputsOfEach();
            return;
        }

        NetworkSource network = Networks[0];
        Line("");
        Line("static int Outputs(const " + Name + "_row *row, float *outputs)");
        Line("{");
        Line("    " + Language.Buffer("float", "a", network.Widest));
        Line("    " + Language.Buffer("float", "b", network.Widest));
        Line("    int fault = Inputs(row, a);");
        Line("    if (fault) { return fault; }");
        Line(network.Statements.TrimEnd('\n'));
        Line("");
        Line($"    for (int i = 0; i < {Text(Model.Network.Outputs)}; i++) {{ outputs[i] = {network.Result}[i]; }}");
        Line("    return 0;");
        Line("}");
        Line("");
    }

    private void Predictions()
    {
        if (IsSeveral)
        {
            Targets();
            return;
        }

        if (IsEnsemble)
        {
            Means();
            return;
        }

        if (!IsClassifier)
        {
            Line($"int {Name}_predict(const {Name}_row *row, double *value)");
            Line("{");
            Line("    float output;");
            Line("    int fault = Outputs(row, &output);");
            Line($"    if (!fault) {{ *value = {Value("output", 0)}; }}");
            Line("    return fault;");
            Line("}");
            return;
        }

        Line($"int {Name}_predict(const {Name}_row *row, float probabilities[{Text(Model.Classes.Count)}], int *chosen)");
        Line("{");
        string logits = Temperature is null ? "probabilities" : "logits";
        if (Temperature is not null)
        {
            Line("    " + Language.Buffer("float", logits, Model.Classes.Count));
        }

        Line($"    int fault = Outputs(row, {logits}{(IsBinary ? " + 1" : "")});");
        Line("    if (fault) { return fault; }");
        if (IsBinary)
        {
            Line($"    {logits}[0] = 0.0f;");
        }

        Line($"    {Probabilities}({logits}, probabilities);");
        Chosen();
        if (Temperature is { } temperature)
        {
            Line("    /* Calibration comes after the choice, so that it changes no label. */");
            Line($"    for (int i = 0; i < {Text(Model.Classes.Count)}; i++) {{ logits[i] /= {Language.Number(temperature)}; }}");
            Line($"    {Probabilities}(logits, probabilities);");
        }

        Line("    return 0;");
        Line("}");
    }

    private void Chosen()
    {
        if (IsBinary)
        {
            Line($"    *chosen = probabilities[1] >= {Language.Number(Model.Threshold)} ? 1 : 0;");
        }
        else
        {
            Line("    *chosen = 0;");
            Line($"    for (int i = 1; i < {Text(Model.Classes.Count)}; i++) {{ *chosen = probabilities[i] > probabilities[*chosen] ? i : *chosen; }}");
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
