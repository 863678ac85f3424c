using Glia.Cli.Report.Charts;
using Glia.Health;

namespace Glia.Cli.Report.Sections;

/// <summary>How healthy the network is: verdict, findings with evidence, every unit of every layer, gains over time.</summary>
internal static class HealthSection
{
    public static void Write(HtmlPage page, ReportData data)
    {
        if (data.Health is not { } health)
        {
            return;
        }

        page.Write($"<section id=\"health\" aria-labelledby=\"h-health\"><h2 id=\"h-health\">Health</h2>");
        WriteVerdict(page, health);
        foreach (Finding finding in health.Findings)
        {
            WriteFinding(page, finding);
        }

        CauseSection.Write(page, health);
        HealSection.Write(page, data.Healing);
        foreach (ProbeFailure failure in health.ProbeFailures)
        {
            page.Write($"<p class=\"note\"><b>Not looked at:</b> {failure.Message}</p>");
        }

        if (health.Layers.Count > 0)
        {
            page.Write($"<h3>Every unit</h3><p>How often each unit fires, epoch by epoch: with z above zero for rectifiers, outside saturation for S-shaped functions. A unit that fires seldom is sparse, and healthy. Silent means: not once in the rows looked at. The marks under each map are the states with the weights that were kept.</p>");
            WriteKey(page);
            foreach (LayerHealth layer in health.Layers)
            {
                WriteLayer(page, layer, health, data.BestEpoch);
            }
        }

        SignalProfile.Write(page, health);
        GainCharts.Write(page, health);
        page.Write($"</section>");
    }

    private static void WriteVerdict(HtmlPage page, HealthReport health)
    {
        int units = health.Layers.Sum(layer => layer.Units);
        int firing = health.Layers.Sum(layer => layer.State.Count(state => state is not (UnitState.Silent or UnitState.Dead or UnitState.Saturated)));
        string counted = units == 0 ? "" : $" {Say.Count(firing)} of {Say.Count(units, "unit")} in {Say.Count(health.Layers.Count, "layer")} fire.";
        if (health.Findings.Count == 0)
        {
            page.Write($"<p class=\"banner good\"><b>Healthy.</b> No findings.{counted}</p>");
        }
        else
        {
            page.Write($"<p class=\"banner bad\"><b>{Say.Count(health.Findings.Count, "finding")}.</b>{counted}</p>");
        }
    }

    private static void WriteFinding(HtmlPage page, Finding finding)
    {
        page.Write($"<article class=\"finding\"><h3>{Say.Capital(finding.Problem.Replace('_', ' '))} <small>{finding.Layer}</small></h3><p>{finding.Evidence}</p>");
        if (finding.ChainRule is { } chain)
        {
            ChainRulePicture.Write(page, finding.Problem);
            page.Write($"<p class=\"chain\">{chain}</p>");
        }

        page.Write($"<p class=\"advice\"><b>What to do:</b> {finding.Advice}</p><dl class=\"facts\">");
        if (finding.Units.Count > 0)
        {
            page.Write($"<div><dt>units</dt><dd>{UnitList(finding.Units)}</dd></div>");
        }

        page.Write($"<div><dt>proof</dt><dd>{UnitMap.ProofName(finding.Proof)}</dd></div>");
        if (finding.SinceStep is { } step)
        {
            page.Write($"<div><dt>since step</dt><dd>{Say.Count(step)}</dd></div>");
        }

        page.Write($"<div><dt>measured</dt><dd>{Say.Number(finding.Value)}</dd></div><div><dt>threshold</dt><dd>{Say.Number(finding.Threshold)}</dd></div></dl>");
        page.Write($"<p class=\"note\">Where the threshold comes from: {finding.ThresholdSource}</p></article>");
    }

    private static string UnitList(IReadOnlyList<int> units) => units.Count <= 12
        ? string.Join(", ", units)
        : $"{string.Join(", ", units.Take(10))} and {Say.Count(units.Count - 10)} more";

    private static void WriteKey(HtmlPage page)
    {
        page.Write($"<ul class=\"legend\"><li><i class=\"ramp\"></i>firing rate 0 … 100 %</li><li><i class=\"zero-rate\"></i>did not fire in that epoch</li><li><i class=\"mark\"></i>epoch whose weights were kept</li></ul>");
        page.Write($"<ul class=\"legend states\">");
        foreach (UnitState state in Enum.GetValues<UnitState>())
        {
            page.Write($"<li><b class=\"{UnitMap.StateName(state)}\"></b>{UnitMap.StateName(state)}</li>");
        }

        page.Write($"</ul>");
    }

    private static void WriteLayer(HtmlPage page, LayerHealth layer, HealthReport health, int keptEpoch)
    {
        int[] units = UnitMap.Choose(layer);
        string counts = string.Join(", ", Enum.GetValues<UnitState>()
            .Select(state => (State: state, Count: layer.State.Count(each => each == state)))
            .Where(each => each.Count > 0)
            .Select(each => $"{Say.Count(each.Count)} {UnitMap.StateName(each.State)}"));
        string shown = units.Length < layer.Units ? $" Shown: {units.Length} units, those with a state to look at and an even sample of the others." : "";
        page.Write($"<figure class=\"layer\"><figcaption><strong>{layer.Name}</strong> <span>{layer.Activation} · {Say.Count(layer.Units, "unit")}: {counts}.{shown}</span></figcaption>");
        UnitMap.WriteHeat(page, layer, health.Timeline, units, keptEpoch);
        UnitLives.Write(page, layer, health.Timeline);
        UnitMap.WriteStates(page, layer, units);
        WriteTable(page, layer, units);
        page.Write($"</figure>");
    }

    private static void WriteTable(HtmlPage page, LayerHealth layer, int[] units)
    {
        page.Write($"<details><summary>Numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr><th scope=\"col\">unit</th><th scope=\"col\">state</th><th scope=\"col\">proof</th><th scope=\"col\">fired</th><th scope=\"col\">smallest z</th><th scope=\"col\">largest z</th><th scope=\"col\">bias</th></tr></thead><tbody>");
        foreach (int unit in units)
        {
            page.Write($"<tr><th scope=\"row\">{unit}</th><td>{UnitMap.StateName(layer.State[unit])}</td><td>{UnitMap.ProofName(layer.Proofs[unit])}</td><td>{Say.Percent(layer.Rows == 0 ? double.NaN : (double)layer.Fired[unit] / layer.Rows)}</td>");
            page.Write($"<td>{Say.Number(layer.MinZ[unit])}</td><td>{Say.Number(layer.MaxZ[unit])}</td><td>{(layer.Bias.Count > unit ? Say.Number(layer.Bias[unit]) : "–")}</td></tr>");
        }

        page.Write($"</tbody></table></div></details>");
    }
}
