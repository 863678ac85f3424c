using Glia.Cli.Report.Charts;

namespace Glia.Cli.Report.Sections;

/// <summary>Metrics on each part of the rows, and what the errors look like.</summary>
internal static class Scores
{
    /// <summary>Targets whose errors are drawn.</summary>
    private const int MostScatters = 6;

    public static void Write(HtmlPage page, ReportData data)
    {
        page.Write($"<section id=\"scores\" aria-labelledby=\"h-scores\"><h2 id=\"h-scores\">Scores</h2>");
        string[] names = [.. data.Splits.SelectMany(split => split.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Scores by split\"><table class=\"numbers scores\"><thead><tr><th scope=\"col\">rows</th>");
        foreach (string name in names)
        {
            page.Write($"<th scope=\"col\">{Say.Metric(name)}</th>");
        }

        page.Write($"</tr></thead><tbody>");
        foreach (SplitScore split in data.Splits)
        {
            page.Write($"<tr><th scope=\"row\">{split.Name} <small>{Say.Count(split.Rows)}</small></th>");
            foreach (string name in names)
            {
                page.Write($"<td>{(split.Metrics.TryGetValue(name, out double value) ? Say.MetricValue(name, value) : "–")}</td>");
            }

            page.Write($"</tr>");
        }

        page.Write($"</tbody></table></div><p class=\"note\">Training rows taught the weights; validation rows chose the epoch{(data.Healing is null ? "" : " and the treatment")}; test rows did neither.</p>");
        if (data.Healing?.Kept is { } kept)
        {
            page.Write($"<p class=\"note\">These are scores of the healed network, which is the one in the files: {kept.What}. The curves above, and the health below, are of the training before.</p>");
        }

        if (data.Confusion is not null)
        {
            ConfusionTable.Write(page, data.Confusion);
        }

        if (data.Targets is not null)
        {
            TargetTable.Write(page, data.Targets);
        }

        foreach (ScatterData scatter in data.Scatters.Take(MostScatters))
        {
            ResidualCharts.Write(page, scatter, scatter.Target);
        }

        if (data.Scatters.Count > MostScatters)
        {
            page.Write($"<p class=\"note\">Drawn are the first {MostScatters} of {data.Scatters.Count} targets; run.json has the values of all.</p>");
        }

        page.Write($"</section>");
    }
}
