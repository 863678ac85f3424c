using Glia.Cli.Output;
using Glia.Health.Treatments;

namespace Glia.Cli.Report.Sections;

/// <summary>What treatments did: every trial beside the network as it came and the one trained on with nothing changed.</summary>
internal static class HealSection
{
    public static void Write(HtmlPage page, HealResult? result)
    {
        if (result is null)
        {
            return;
        }

        page.Write($"<h3 id=\"healing\">Treatments</h3><p>{result.Summary} Each was tried on a copy, trained equally long, and judged by rows that nothing was learned from.</p>");
        page.Write($"<div class=\"scroll\" tabindex=\"0\"><table class=\"numbers wraps named said\"><thead><tr><th scope=\"col\">treatment</th><th scope=\"col\">outcome</th><th scope=\"col\">held loss</th><th scope=\"col\">dead units</th><th scope=\"col\">findings</th><th scope=\"col\">steps</th><th scope=\"col\">what was done</th></tr></thead><tbody>");
        foreach (Trial trial in (IEnumerable<Trial>)[result.Before, result.Untreated, .. result.Trials])
        {
            page.Write($"<tr><th scope=\"row\">{HealText.InWords(trial.Name)}</th><td>{HealText.Outcome(trial.Outcome)}</td>");
            if (trial.HeldLoss is { } loss)
            {
                page.Write($"<td>{Say.Number(loss)}</td><td>{Say.Count(trial.DeadUnits)}</td><td>{Say.Count(trial.Findings)}</td><td>{Say.Count(trial.Steps)}</td>");
            }
            else
            {
                page.Write($"<td>–</td><td>–</td><td>–</td><td>–</td>");
            }

            page.Write($"<td>{trial.What}</td></tr>");
        }

        page.Write($"</tbody></table></div>");
    }
}
