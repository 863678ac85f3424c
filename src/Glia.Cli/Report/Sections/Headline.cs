using System.Globalization;

namespace Glia.Cli.Report.Sections;

/// <summary>The first screen: what was learned, how well, how healthy, and where to read on.</summary>
internal static class Headline
{
    public static void Write(HtmlPage page, ReportData data)
    {
        page.Write($"<header><div class=\"hero\"><div><p class=\"kicker\">{Say.Capital(data.Task)} · {data.Source}</p><h1>{data.Target}</h1><p class=\"lead\">{data.TaskWhy}</p>");
        page.Write($"<dl class=\"facts\"><div><dt>rows</dt><dd>{Say.Count(data.RowsRead)}</dd></div><div><dt>network</dt><dd>{Shape(data)}</dd></div>");
        page.Write($"<div><dt>epochs</dt><dd>{data.Curve.Count}</dd></div><div><dt>time</dt><dd>{Say.Seconds(data.Seconds)}</dd></div></dl></div>");
        WriteScore(page, data);
        page.Write($"</div><nav aria-label=\"Sections\"><ul>");
        foreach ((string id, string name) in Contents(data))
        {
            page.Write($"<li><a href=\"#{id}\">{name}</a></li>");
        }

        page.Write($"</ul></nav></header>");
    }

    /// <summary>Sizes of the layers with weights, inputs first: "8 → 64 → 3".</summary>
    public static string Shape(ReportData data) => string.Join(" → ",
        data.Layers.Where(layer => layer.What.StartsWith("dense", StringComparison.Ordinal))
            .Select(layer => layer.Outputs.ToString(CultureInfo.InvariantCulture))
            .Prepend(data.Inputs.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<(string Id, string Name)> Contents(ReportData data)
    {
        yield return ("learned", "Learning");
        yield return ("scores", "Scores");
        if (data.Calibrations.Count > 0)
        {
            yield return ("calibration", "Calibration");
        }

        if (data.Health is not null)
        {
            yield return ("health", "Health");
        }

        yield return ("activations", "Activations");
        yield return ("data", "Data");
        yield return ("network", "Network");
        yield return ("configuration", "Configuration");
    }

    private static void WriteScore(HtmlPage page, ReportData data)
    {
        SplitScore? score = data.Splits.LastOrDefault(split => split.Metrics.ContainsKey(data.MetricName));
        if (score is null)
        {
            return;
        }

        double value = score.Metrics[data.MetricName];
        page.Write($"<div class=\"score\"><p>{Say.Metric(data.MetricName)}</p><strong>{Say.MetricValue(data.MetricName, value)}</strong><p>{InWords(data, score, value)}</p>");
        int findings = data.Health?.Findings.Count ?? 0;
        if (data.Health is not null)
        {
            page.Write($"<p class=\"verdict {(findings == 0 ? "good" : "bad")}\"><a href=\"#health\">{(findings == 0 ? "healthy: no findings" : Say.Count(findings, "finding") + " of health")}</a></p>");
        }

        page.Write($"</div>");
    }

    private static string InWords(ReportData data, SplitScore score, double value)
    {
        string rows = $"{Say.Count(score.Rows)} {score.Name} rows" + (score.Name == "training" ? "" : " never trained on");
        return data.MetricName switch
        {
            "accuracy" => $"{Say.Count((long)Math.Round(value * score.Rows))} of {rows} are right",
            "exact_match" => $"{Say.Count((long)Math.Round(value * score.Rows))} of {rows} have every label right",
            "r2" when data.Targets is { } targets => $"of the variance in {rows} explained, mean of {Say.Count(targets.All.Count)} targets, 1 is all",
            "r2" => $"of the variance in {rows} explained, 1 is all" + (score.Metrics.TryGetValue("mae", out double mae) ? $"; off by {Say.Number(mae)} on average" : ""),
            _ => $"on {rows}",
        };
    }
}
