using Glia.Tabular;

namespace Glia.Cli.Report.Charts;

/// <summary>Scores of every target; of a label also how many rows have it and are said to.</summary>
internal static class TargetTable
{
    public static void Write(HtmlPage page, TargetScores scores)
    {
        string[] names = [.. scores.All.SelectMany(each => each.Score.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        bool areLabels = scores.All[0].Target.Classes.Count == 2;
        page.Write($"<h3>By target</h3><p class=\"note\">{Say.Capital(scores.Split)} rows, each target {(areLabels ? "with its own threshold; F1 is of the second of its two classes" : "in its own unit")}.</p>");
        page.Write($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Scores by target\"><table class=\"numbers scores\"><thead><tr><th scope=\"col\">target</th>");
        foreach (string name in names)
        {
            page.Write($"<th scope=\"col\">{Say.Metric(name)}</th>");
        }

        page.Write($"{new Html(areLabels ? "<th scope=\"col\">has it</th><th scope=\"col\">said to</th><th scope=\"col\">both</th>" : "")}</tr></thead><tbody>");
        foreach ((TargetColumn target, Evaluation score) in scores.All)
        {
            page.Write($"<tr><th scope=\"row\">{target.Name}{(areLabels ? $" = {target.Classes[1]}" : "")}</th>");
            foreach (string name in names)
            {
                page.Write($"<td>{(score.Metrics.TryGetValue(name, out double value) ? Say.MetricValue(name, value) : "–")}</td>");
            }

            if (areLabels)
            {
                IReadOnlyList<IReadOnlyList<int>> counts = score.Confusion;
                page.Write($"<td>{Say.Count(counts[1].Sum())}</td><td>{Say.Count(counts[0][1] + counts[1][1])}</td><td>{Say.Count(counts[1][1])}</td>");
            }

            page.Write($"</tr>");
        }

        page.Write($"</tbody></table></div>");
    }
}
