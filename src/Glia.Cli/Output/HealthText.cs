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
            text.Append(Layers(report, width)).Append('\n');
        }

        Words.Wrap(text, "", Verdict(report), 0, width);
        foreach (Finding finding in report.Findings)
        {
            text.Append('\n');
            WriteFinding(text, finding, 0, width);
        }

        foreach (ProbeFailure failure in report.ProbeFailures)
        {
            text.Append('\n');
            Words.Wrap(text, "", $"not looked at: {failure.Message}", 0, width);
        }

        var certificates = new StringBuilder();
        CertificateText.Write(certificates, report.Certificates);
        return text.Append(Words.Fold(certificates.ToString(), width)).ToString();
    }

    /// <summary>One line: healthy, or how many findings of what.</summary>
    public static string Verdict(HealthReport report)
    {
        int units = report.Layers.Sum(layer => layer.Units);
        if (report.Findings.Count == 0)
        {
            return units == 0 ? "healthy: no findings" : $"healthy: no findings in {Say.Count(units, "unit")}";
        }

        IEnumerable<string> what = report.Findings.Select(Name).Distinct(StringComparer.Ordinal);
        return $"{Say.Count(report.Findings.Count, "finding")}: {string.Join(", ", what)}";
    }

    /// <summary>
    /// A paragraph a problem, for the page of a training: of findings of the same problem the one that concerns most units, the other layers in a line.
    /// </summary>
    public static void WriteProblems(StringBuilder text, HealthReport report, int indent, int width)
    {
        foreach (IGrouping<string, Finding> same in report.Findings.GroupBy(finding => finding.Problem, StringComparer.Ordinal))
        {
            Finding gravest = same.MaxBy(finding => finding.Units.Count)!;
            WriteFinding(text, gravest, indent, width);
            string[] others = [.. same.Where(finding => finding != gravest).Select(Place)];
            if (others.Length > 0)
            {
                Words.Wrap(text, "", $"the same in {string.Join(", ", others)}; each is in the report", indent + 2, width);
            }
        }
    }

    private static string Name(Finding finding) => $"{finding.Problem.Replace('_', ' ')} in {finding.Layer}";

    /// <summary>"3 relu (5 units, bounded)".</summary>
    private static string Place(Finding finding) => finding.Units.Count == 0
        ? $"{finding.Layer} ({UnitMap.ProofName(finding.Proof)})"
        : $"{finding.Layer} ({Say.Count(finding.Units.Count, "unit")}, {UnitMap.ProofName(finding.Proof)})";

    /// <summary>What, where, how well proved and since when; then what was measured, against which threshold and why that one, which factor of the chain rule is concerned, and what to do.</summary>
    private static void WriteFinding(StringBuilder text, Finding finding, int indent, int width)
    {
        string since = finding.SinceStep is { } step ? $", since step {Say.Count(step)}" : "";
        void Line(string line, int deeper = 2) => Words.Wrap(text, "", line, indent + deeper, width);
        Line($"{Name(finding)} ({UnitMap.ProofName(finding.Proof)}{since})", 0);
        Line(finding.Evidence);
        Line($"measured {Say.Number(finding.Value)}, threshold {Say.Number(finding.Threshold)}: {finding.ThresholdSource}");
        if (finding.ChainRule is { } chain)
        {
            Line(chain);
        }

        Line(finding.Advice);
    }

    /// <summary>A row a layer. A narrow terminal gets no states that no unit is in, then no gains, then no activations, rather than half a table.</summary>
    private static string Layers(HealthReport report, int width)
    {
        UnitState[] met = [.. Enum.GetValues<UnitState>().Where(state => report.Layers.Any(layer => layer.State.Contains(state)))];
        UnitState[] all = [.. Enum.GetValues<UnitState>().Where(state => state <= UnitState.Saturated || met.Contains(state))];
        TextTable[] tables = [Layers(report, all, true, true), Layers(report, met, true, true), Layers(report, met, false, true), Layers(report, met, false, false)];
        return (tables.FirstOrDefault(table => width <= 0 || table.Width <= width) ?? tables[^1]).Write(width);
    }

    private static TextTable Layers(HealthReport report, UnitState[] states, bool gains, bool activations)
    {
        string[] numbers = ["units", .. states.Select(UnitMap.StateName), .. Only(gains, "forward gain", "backward gain")];
        var table = new TextTable(["layer", .. Only(activations, "activation"), .. numbers]);
        table.Numbers.UnionWith(numbers);
        foreach (LayerHealth layer in report.Layers)
        {
            string Count(UnitState state) => layer.State.Count(each => each == state).ToString(CultureInfo.InvariantCulture);
            table.Add(
            [
                layer.Name,
                .. Only(activations, layer.Activation),
                layer.Units.ToString(CultureInfo.InvariantCulture),
                .. states.Select(Count),
                .. Only(gains, Say.Number(layer.ForwardGain), Say.Number(layer.BackwardGain)),
            ]);
        }

        return table;
    }

    private static string[] Only(bool holds, params string[] cells) => holds ? cells : [];
}
