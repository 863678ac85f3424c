using Glia.Tabular;

namespace Glia.SourceCode.Models;

/// <summary>What C99 says of several targets.</summary>
internal sealed partial class CFile
{
    private string Signature() => IsLabels
        ? $"int {Name}_predict(const {Name}_row *row, float probabilities[{Text(Model.Targets.Count)}], int chosen[{Text(Model.Targets.Count)}])"
        : $"int {Name}_predict(const {Name}_row *row, double values[{Text(Model.Targets.Count)}])";

    private void Targets()
    {
        if (IsLabels)
        {
            Labels();
            return;
        }

        Line(Signature());
        Line("{");
        Line("    " + Language.Buffer("float", "outputs", Networks.Count * Model.Targets.Count));
        Line("    int fault = Outputs(row, outputs);");
        Line("    if (fault) { return fault; }");
        for (int t = 0; t < Model.Targets.Count; t++)
        {
            if (!IsEnsemble)
            {
                Line($"    values[{Text(t)}] = {Value($"outputs[{Text(t)}]", t)};");
                continue;
            }

            Line($"    values[{Text(t)}] = 0;");
            Line($"    for (int m = 0; m < {Count}; m++) {{ values[{Text(t)}] += {Value($"outputs[(m * {Text(Model.Targets.Count)}) + {Text(t)}]", t)}; }}");
            Line($"    values[{Text(t)}] /= {Count};");
        }

        Line("    return 0;");
        Line("}");
    }

    private void Labels()
    {
        string count = Text(Model.Targets.Count);
        string Numbers(Func<OutputScale, string> of) => string.Join(", ", Model.Scale.Targets!.Select(of));
        Line($"static void OfSecondClass(const float *outputs, {(IsCalibrated ? "const float *temperatures, " : "")}float *probabilities)");
        Line("{");
        Line($"    double sums[{count}] = {{ 0 }};");
        Line("    " + Language.Buffer("float", "pair", 2));
        Line($"    for (int m = 0; m < {Count}; m++)");
        Line("    {");
        Line($"        for (int i = 0; i < {count}; i++)");
        Line("        {");
        Line("            pair[0] = 0.0f;");
        Line($"            pair[1] = outputs[(m * {count}) + i]{(IsCalibrated ? " / temperatures[i]" : "")};");
        Line($"            {Probabilities}(pair, pair);");
        Line("            /* volatile, because GCC 12 at -O2 adds the doubles that were to be rounded to float before. */");
        Line("            volatile float each = pair[1];");
        Line("            sums[i] += each;");
        Line("        }");
        Line("    }");
        Line("");
        Line($"    for (int i = 0; i < {count}; i++) {{ probabilities[i] = (float)(sums[i] / {Count}); }}");
        Line("}");
        Line("");
        Line(Signature());
        Line("{");
        Line($"    static const double thresholds[{count}] = {{ {Numbers(unit => Language.Number(unit.Threshold))} }};");
        if (IsCalibrated)
        {
            Line($"    static const float none[{count}] = {{ {Numbers(_ => Language.Number(1f))} }};");
            Line($"    static const float temperatures[{count}] = {{ {Numbers(unit => Language.Number((float)(unit.Temperature ?? 1)))} }};");
        }

        Line($"    float outputs[{Text(Networks.Count * Model.Targets.Count)}];");
        Line("    int fault = Outputs(row, outputs);");
        Line("    if (fault) { return fault; }");
        Line($"    OfSecondClass(outputs, {(IsCalibrated ? "none, " : "")}probabilities);");
        Line($"    for (int i = 0; i < {count}; i++) {{ chosen[i] = probabilities[i] >= thresholds[i] ? 1 : 0; }}");
        if (IsCalibrated)
        {
            Line("    /* Calibration comes after the choice, so that it changes no label. */");
            Line("    OfSecondClass(outputs, temperatures, probabilities);");
        }

        Line("    return 0;");
        Line("}");
    }
}
