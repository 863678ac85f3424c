using System.Globalization;
using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Report.Charts;
using Glia.Cli.Terminal;
using Glia.Health;

namespace Glia.Cli.Output;

/// <summary>Health in lines of text: a table of layers, then every finding with its evidence.</summary>
internal static class HealthText
{
    public static string Write(HealthReport report, int width)
    {
        var text = new StringBuilder();
        if (report.Layers.Count > 0)
        {
            UnitState[] states = [.. Enum.GetValues<UnitState>().Where(state => state <= UnitState.Saturated || report.Layers.Any(layer => layer.State.Contains(state)))];
            string[] numbers = ["units", .. states.Select(UnitMap.StateName), "forward gain", "backward gain"];
            var table = new TextTable(["layer", "activation", .. numbers]);
            table.Numbers.UnionWith(numbers);
            foreach (LayerHealth layer in report.Layers)
            {
                string Count(UnitState state) => layer.State.Count(each => each == state).ToString(CultureInfo.InvariantCulture);
                table.Add(
                [
                    layer.Name,
                    layer.Activation,
                    layer.Units.ToString(CultureInfo.InvariantCulture),
                    .. states.Select(Count),
                    Say.Number(layer.ForwardGain),
                    Say.Number(layer.BackwardGain),
                ]);
            }

            text.Append(table.Write(width)).Append('\n');
        }

        text.Append(Verdict(report)).Append('\n');
        foreach (Finding finding in report.Findings)
        {
            WriteFinding(text, finding);
        }

        foreach (ProbeFailure failure in report.ProbeFailures)
        {
            text.Append("\nnot looked at: ").Append(failure.Message).Append('\n');
        }

        CertificateText.Write(text, report.Certificates);
        return text.ToString();
    }

    /// <summary>One line: healthy, or how many findings of what.</summary>
    public static string Verdict(HealthReport report)
    {
        int units = report.Layers.Sum(layer => layer.Units);
        if (report.Findings.Count == 0)
        {
            return units == 0 ? "healthy: no findings" : $"healthy: no findings in {Say.Count(units, "unit")}";
        }

        IEnumerable<string> what = report.Findings.Select(finding => $"{finding.Problem.Replace('_', ' ')} in {finding.Layer}").Distinct(StringComparer.Ordinal);
        return $"{Say.Count(report.Findings.Count, "finding")}: {string.Join(", ", what)}";
    }

    private static void WriteFinding(StringBuilder text, Finding finding)
    {
        string since = finding.SinceStep is { } step ? $", since step {Say.Count(step)}" : "";
        text.Append('\n').Append(finding.Problem.Replace('_', ' ')).Append(" in ").Append(finding.Layer)
            .Append(" (").Append(UnitMap.ProofName(finding.Proof)).Append(since).Append(")\n");
        text.Append("  ").Append(finding.Evidence).Append('\n');
        text.Append("  measured ").Append(Say.Number(finding.Value)).Append(", threshold ").Append(Say.Number(finding.Threshold))
            .Append(": ").Append(finding.ThresholdSource).Append('\n');
        if (finding.ChainRule is { } chain)
        {
            text.Append("  ").Append(chain).Append('\n');
        }

        text.Append("  ").Append(finding.Advice).Append('\n');
    }
}
