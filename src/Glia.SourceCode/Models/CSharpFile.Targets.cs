namespace Glia.SourceCode.Models;

/// <summary>What C# says of several targets.</summary>
internal sealed partial class CSharpFile
{
    private void Targets()
    {
        string[] names = [.. Model.Targets.Select(target => Quoted(target.Name))];
        Line("    /// <summary>The targets, in the order of predictions.</summary>");
        Line($"    public static readonly IReadOnlyList<string> Targets = Array.AsReadOnly(new string[] {{ {string.Join(", ", names)} }});");
        Line("");
        if (!IsLabels)
        {
            Line("    /// <summary>The prediction of every target, in its own unit.</summary>");
            Line("    public static double[] Predict(Row row)");
            Line("    {");
            Line("        float[] outputs = Outputs(row);");
            Line($"        return new double[] {{ {string.Join(", ", names.Select((_, t) => Value($"outputs[{Text(t)}]", t)))} }};");
            Line("    }");
            Line("");
            return;
        }

        Line("    /// <summary>The two classes of every label; probabilities are of the second.</summary>");
        Line($"    public static readonly IReadOnlyList<IReadOnlyList<string>> Classes = Array.AsReadOnly(new IReadOnlyList<string>[] {{ {string.Join(", ", Model.Targets.Select(target => $"Array.AsReadOnly(new string[] {{ {string.Join(", ", target.Classes.Select(Quoted))} }})"))} }});");
        Line("");
        Line($"    private static readonly double[] Thresholds = {{ {string.Join(", ", Model.Scale.Targets!.Select(unit => Language.Number(unit.Threshold)))} }};");
        Line("");
        Line("    /// <summary>The probability of the second class of every label.</summary>");
        Line("    public static float[] Probabilities(Row row)");
        Line("    {");
        Line("        float[] outputs = Outputs(row), pair = new float[2];");
        Line("        for (int i = 0; i < outputs.Length; i++)");
        Line("        {");
        Line("            pair[0] = 0.0f;");
        Line("            pair[1] = outputs[i];");
        Line($"            {Probabilities}(pair, pair);");
        Line("            outputs[i] = pair[1];");
        Line("        }");
        Line("");
        Line("        return outputs;");
        Line("    }");
        Line("");
        Line("    /// <summary>The class of every label: the second where its probability is at least the threshold of the label.</summary>");
        Line("    public static string[] Predict(Row row)");
        Line("    {");
        Line("        float[] probabilities = Probabilities(row);");
        Line("        string[] labels = new string[probabilities.Length];");
        Line("        for (int i = 0; i < labels.Length; i++) { labels[i] = Classes[i][probabilities[i] >= Thresholds[i] ? 1 : 0]; }");
        Line("        return labels;");
        Line("    }");
        Line("");
    }
}
