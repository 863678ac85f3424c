namespace Glia.SourceCode.Models;

/// <summary>What C# says of an ensemble.</summary>
internal sealed partial class CSharpFile
{
    private string Count => Text(Networks.Count);

    private void Means()
    {
        if (!IsClassifier)
        {
            Line($"    /// <summary>The prediction, in the unit of {Xml(Model.Target)}: the mean of those of {Count} networks.</summary>");
            Line("    public static double Predict(Row row)");
            Line("    {");
            Line("        double sum = 0;");
            Line($"        foreach (float[] outputs in Outputs(row)) {{ sum += {Value("outputs[0]", 0)}; }}");
            Line($"        return sum / {Count};");
            Line("    }");
            Line("");
            return;
        }

        Classes();
        Line($"    /// <summary>The probability of each class: the mean of those of {Count} networks.</summary>");
        Line("    public static float[] Probabilities(Row row)");
        Line("    {");
        Line($"        return Mean(Outputs(row), {Language.Number(Temperature ?? 1)});");
        Line("    }");
        Line("");
        Line(Choice());
        Line("    public static string Predict(Row row)");
        Line("    {");
        Line(Temperature is null ? null : "        // The probabilities before calibration decide, so that it changes no label.");
        Line("        float[] probabilities = Mean(Outputs(row), 1.0f);");
        Chosen();
        Line("    }");
        Line("");
        Line("    private static float[] Mean(float[][] networks, float temperature)");
        Line("    {");
        Line("        double[] sums = new double[Classes.Count];");
        Line("        foreach (float[] logits in networks)");
        Line("        {");
        Line(IsBinary ? "            float[] outputs = { 0.0f, logits[0] };" : "            float[] outputs = logits;");
        Line("            for (int i = 0; i < outputs.Length; i++) { outputs[i] /= temperature; }");
        Line($"            {Probabilities}(outputs, outputs);");
        Line("            for (int i = 0; i < sums.Length; i++) { sums[i] += outputs[i]; }");
        Line("        }");
        Line("");
        Line($"        return Array.ConvertAll(sums, sum => (float)(sum / {Count}));");
        Line("    }");
        Line("");
    }

    private void OutputsOfEach()
    {
        Line($"    /// <summary>The outputs of every network: {(IsClassifier ? "logits" : "the standardised prediction")}.</summary>");
        Line("    public static float[][] Outputs(Row row)");
        Line("    {");
        Line("        float[] x = Inputs(row);");
        Line($"        return new[] {{ {string.Join(", ", Networks.Select((_, i) => $"Outputs{Text(i + 1)}(x)"))} }};");
        Line("    }");
        for (int i = 0; i < Networks.Count; i++)
        {
            Line("");
            Line($"    private static float[] Outputs{Text(i + 1)}(float[] x)");
            Line("    {");
            Statements(Networks[i], "x");
            Line("    }");
        }
    }
}
