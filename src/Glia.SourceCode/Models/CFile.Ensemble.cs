using System.Globalization;

namespace Glia.SourceCode.Models;

/// <summary>What C99 says of an ensemble.</summary>
internal sealed partial class CFile
{
    private string Count => Text(Networks.Count);

    private void Means()
    {
        string outputs = Text(Networks.Count * Model.Network.Outputs);
        if (!IsClassifier)
        {
            Line($"int {Name}_predict(const {Name}_row *row, double *value)");
            Line("{");
            Line($"    float outputs[{outputs}];");
            Line("    double sum = 0;");
            Line("    int fault = Outputs(row, outputs);");
            Line("    if (fault) { return fault; }");
            Line($"    for (int m = 0; m < {Count}; m++) {{ sum += {Value("outputs[m]", 0)}; }}");
            Line($"    *value = sum / {Count};");
            Line("    return 0;");
            Line("}");
            return;
        }

        string classes = Text(Model.Classes.Count);
        Line("static void Mean(const float *outputs, float temperature, float *probabilities)");
        Line("{");
        Line($"    double sums[{classes}] = {{ 0 }};");
        Line("    " + Language.Buffer("float", "logits", Model.Classes.Count));
        Line($"    for (int m = 0; m < {Count}; m++)");
        Line("    {");
        Line(IsBinary
            ? "        logits[0] = 0.0f; logits[1] = outputs[m] / temperature;"
            : string.Create(CultureInfo.InvariantCulture, $"        for (int i = 0; i < {classes}; i++) {{ logits[i] = outputs[(m * {classes}) + i] / temperature; }}"));
        Line($"        {Probabilities}(logits, logits);");
        Line("        /* volatile, because GCC 12 at -O2 adds the doubles that were to be rounded to float before. */");
        Line($"        for (int i = 0; i < {classes}; i++) {{ volatile float each = logits[i]; sums[i] += each; }}");
        Line("    }");
        Line("");
        Line($"    for (int i = 0; i < {classes}; i++) {{ probabilities[i] = (float)(sums[i] / {Count}); }}");
        Line("}");
        Line("");
        Line($"int {Name}_predict(const {Name}_row *row, float probabilities[{classes}], int *chosen)");
        Line("{");
        Line($"    float outputs[{outputs}];");
        Line("    int fault = Outputs(row, outputs);");
        Line("    if (fault) { return fault; }");
        Line("    Mean(outputs, 1.0f, probabilities);");
        Chosen();
        if (Temperature is { } temperature)
        {
            Line("    /* Calibration comes after the choice, so that it changes no label. */");
            Line($"    Mean(outputs, {Language.Number(temperature)}, probabilities);");
        }

        Line("    return 0;");
        Line("}");
    }

    private void OutputsOfEach()
    {
        string outputs = Text(Model.Network.Outputs);
        for (int m = 0; m < Networks.Count; m++)
        {
            NetworkSource network = Networks[m];
            Line("");
            Line($"static void Outputs{Text(m + 1)}(const float *x, float *outputs)");
            Line("{");
            Line("    " + Language.Buffer("float", "a", network.Widest));
            Line("    " + Language.Buffer("float", "b", network.Widest));
            Line($"    memcpy(a, x, {Text(Model.Preprocessor.Width)} * sizeof(float));");
            Line(network.Statements.TrimEnd('\n'));
            Line("");
            Line($"    for (int i = 0; i < {outputs}; i++) {{ outputs[i] = {network.Result}[i]; }}");
            Line("}");
        }

        Line("");
        Line("/* The outputs of every network, one network after the other. */");
        Line("static int Outputs(const " + Name + "_row *row, float *outputs)");
        Line("{");
        Line($"    float x[{Text(Model.Preprocessor.Width)}];");
        Line("    int fault = Inputs(row, x);");
        Line("    if (fault) { return fault; }");
        for (int m = 0; m < Networks.Count; m++)
        {
            Line($"    Outputs{Text(m + 1)}(x, outputs + {Text(m * Model.Network.Outputs)});");
        }

        Line("    return 0;");
        Line("}");
        Line("");
    }
}
