namespace Glia.SourceCode.Models;

/// <summary>What C99 says of several targets.</summary>
internal sealed partial class CFile
{
    private string Signature() => IsLabels
        ? $"int {Name}_predict(const {Name}_row *row, float probabilities[{Text(Model.Targets.Count)}], int chosen[{Text(Model.Targets.Count)}])"
        : $"int {Name}_predict(const {Name}_row *row, double values[{Text(Model.Targets.Count)}])";

    private void Targets()
    {
        string count = Text(Model.Targets.Count);
        Line(Signature());
        Line("{");
        if (!IsLabels)
        {
            Line("    " + Language.Buffer("float", "outputs", Model.Targets.Count));
            Line("    int fault = Outputs(row, outputs);");
            Line("    if (fault) { return fault; }");
            for (int t = 0; t < Model.Targets.Count; t++)
            {
                Line($"    values[{Text(t)}] = {Value($"outputs[{Text(t)}]", t)};");
            }

            Line("    return 0;");
            Line("}");
            return;
        }

        Line($"    static const double thresholds[{count}] = {{ {string.Join(", ", Model.Scale.Targets!.Select(unit => Language.Number(unit.Threshold)))} }};");
        Line("    " + Language.Buffer("float", "pair", 2));
        Line("    int fault = Outputs(row, probabilities);");
        Line("    if (fault) { return fault; }");
        Line($"    for (int i = 0; i < {count}; i++)");
        Line("    {");
        Line("        pair[0] = 0.0f;");
        Line("        pair[1] = probabilities[i];");
        Line($"        {Probabilities}(pair, pair);");
        Line("        probabilities[i] = pair[1];");
        Line("        chosen[i] = probabilities[i] >= thresholds[i] ? 1 : 0;");
        Line("    }");
        Line("");
        Line("    return 0;");
        Line("}");
    }
}
