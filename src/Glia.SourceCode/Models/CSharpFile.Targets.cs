using Glia.Tabular;

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
        if (IsLabels)
        {
            Labels();
            return;
        }

        Line($"    /// <summary>The prediction of every target, in its own unit{(IsEnsemble ? $": the mean of those of {Count} networks" : "")}.</summary>");
        Line("    public static double[] Predict(Row row)");
        Line("    {");
        if (IsEnsemble)
        {
            Line($"        double[] values = new double[{Text(names.Length)}];");
            Line("        foreach (float[] outputs in Outputs(row))");
            Line("        {");
            for (int t = 0; t < names.Length; t++)
            {
                Line($"            values[{Text(t)}] += {Value($"outputs[{Text(t)}]", t)};");
            }

            Line("        }");
            Line("");
            Line($"        return Array.ConvertAll(values, sum => sum / {Count});");
        }
        else
        {
            Line("        float[] outputs = Outputs(row);");
            Line($"        return new double[] {{ {string.Join(", ", names.Select((_, t) => Value($"outputs[{Text(t)}]", t)))} }};");
        }

        Line("    }");
        Line("");
    }

    private void Labels()
    {
        string Numbers(Func<OutputScale, string> of) => string.Join(", ", Model.Scale.Targets!.Select(of));
        Line("    /// <summary>The two classes of every label; probabilities are of the second.</summary>");
        Line($"    public static readonly IReadOnlyList<IReadOnlyList<string>> Classes = Array.AsReadOnly(new IReadOnlyList<string>[] {{ {string.Join(", ", Model.Targets.Select(target => $"Array.AsReadOnly(new string[] {{ {string.Join(", ", target.Classes.Select(Quoted))} }})"))} }});");
        Line("");
        Line($"    private static readonly double[] Thresholds = {{ {Numbers(unit => Language.Number(unit.Threshold))} }};");
        Line(IsCalibrated ? $"    private static readonly float[] Temperatures = {{ {Numbers(unit => Language.Number((float)(unit.Temperature ?? 1)))} }};" : null);
        Line("");
        Line($"    /// <summary>The probability of the second class of every label{(IsEnsemble ? $": the mean of those of {Count} networks" : "")}.</summary>");
        Line("    public static float[] Probabilities(Row row)");
        Line("    {");
        Line($"        return OfSecondClass(row{(IsCalibrated ? ", true" : "")});");
        Line("    }");
        Line("");
        Line($"    /// <summary>The class of every label: the second where its probability{(IsCalibrated ? " before calibration" : "")} is at least the threshold of the label.</summary>");
        Line("    public static string[] Predict(Row row)");
        Line("    {");
        Line($"        float[] probabilities = OfSecondClass(row{(IsCalibrated ? ", false" : "")});");
        Line("        string[] labels = new string[probabilities.Length];");
        Line("        for (int i = 0; i < labels.Length; i++) { labels[i] = Classes[i][probabilities[i] >= Thresholds[i] ? 1 : 0]; }");
        Line("        return labels;");
        Line("    }");
        Line("");
        Line($"    private static float[] OfSecondClass(Row row{(IsCalibrated ? ", bool isCalibrated" : "")})");
        Line("    {");
        Line($"        double[] sums = new double[{Text(Model.Targets.Count)}];");
        Line("        float[] pair = new float[2];");
        Line($"        foreach (float[] outputs in {(IsEnsemble ? "Outputs(row)" : "new[] { Outputs(row) }")})");
        Line("        {");
        Line("            for (int i = 0; i < sums.Length; i++)");
        Line("            {");
        Line("                pair[0] = 0.0f;");
        Line($"                pair[1] = {(IsCalibrated ? "isCalibrated ? outputs[i] / Temperatures[i] : outputs[i]" : "outputs[i]")};");
        Line($"                {Probabilities}(pair, pair);");
        Line("                sums[i] += pair[1];");
        Line("            }");
        Line("        }");
        Line("");
        Line($"        return Array.ConvertAll(sums, sum => (float)(sum / {Count}));");
        Line("    }");
        Line("");
    }
}
