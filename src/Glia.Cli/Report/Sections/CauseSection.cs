using Glia.Cli.Output;
using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Deaths;

namespace Glia.Cli.Report.Sections;

/// <summary>Why findings are there: chains of events, tables of experiments, and the updates that killed units.</summary>
internal static class CauseSection
{
    /// <summary>Deaths in the table; more would bury the page.</summary>
    private const int MostDeaths = 100;

    /// <summary>Batches whose rows are listed, and rows of each; run.json has all.</summary>
    private const int MostBatches = 20, MostRows = 200;

    public static void Write(HtmlPage page, HealthReport health)
    {
        if (health.Causes.Count > 0)
        {
            page.Write($"<h3 id=\"causes\">Why</h3><p>The training was replayed from a kept state with one thing changed at a time; with nothing changed the replay repeats it to the bit. A change suffices alone where the finding is gone and the loss falls, below that of the best constant answer; by chance where it does so with the rows in one order but not in two others.</p>");
        }

        var chains = new CauseChains();
        foreach (CauseReport cause in health.Causes)
        {
            Write(page, cause, chains);
        }

        if (health.Deaths.Count > 0)
        {
            Write(page, health.Deaths);
        }
    }

    private static void Write(HtmlPage page, CauseReport cause, CauseChains chains)
    {
        page.Write($"<article class=\"cause\" id=\"{chains.Begin()}\"><h4>{Say.Capital(CauseText.Name(cause))}</h4><p>{cause.Summary}</p>");
        chains.Write(page, cause);
        page.Write($"<details open><summary>Changing only this</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers wraps named\"><thead><tr><th scope=\"col\">changing only this</th><th scope=\"col\">suffices</th><th scope=\"col\">{CauseText.Heading(cause)}</th><th scope=\"col\">loss</th><th scope=\"col\">from step</th><th scope=\"col\">steps</th></tr></thead><tbody>");
        foreach (ExperimentResult each in cause.Experiments.Prepend(cause.Unchanged))
        {
            string name = each.Factor == cause.Earliest?.Factor ? $"{each.Text} (earliest)" : each.Text;
            page.Write($"<tr><th scope=\"row\">{name}</th><td>{CauseText.Alone(each)}</td><td>{CauseText.Result(cause, each)}</td><td>{CauseText.Loss(each)}</td><td>{Say.Count(each.FromStep)}</td><td>{Say.Count(each.Steps)}</td></tr>");
        }

        page.Write($"</tbody></table></div></details><p class=\"note\">Units and losses by {Say.Count(cause.Rows, "training row")} at step {Say.Count(cause.ToStep)}, the same for all.</p></article>");
    }

    private static void Write(HtmlPage page, IReadOnlyList<UnitDeath> deaths)
    {
        page.Write($"<h3 id=\"deaths\">Killing updates</h3><p>After the update of that step the unit fires on no training row any more. z̄ is its mean pre-activation; shares say what moved it.</p>");
        page.Write($"<details><summary>{Say.Count(deaths.Count, "unit")}</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers wraps\"><thead><tr><th scope=\"col\">unit</th><th scope=\"col\">step</th><th scope=\"col\">epoch</th><th scope=\"col\">rows in its batch</th><th scope=\"col\">z̄ before</th><th scope=\"col\">z̄ after</th><th scope=\"col\">largest z before</th><th scope=\"col\">largest z after</th><th scope=\"col\">bias</th><th scope=\"col\">weights</th><th scope=\"col\">inputs</th><th scope=\"col\">learning rate</th><th scope=\"col\">gradient norm</th><th scope=\"col\">its median</th></tr></thead><tbody>");
        foreach (UnitDeath death in deaths.Take(MostDeaths))
        {
            page.Write($"<tr><th scope=\"row\">{death.Layer} unit {death.Unit}</th><td>{Say.Count(death.Step)}</td><td>{Say.Count(death.Epoch)}</td><td>{Say.Count(death.BatchRows.Count)}</td><td>{Say.Number(death.MeanBefore)}</td><td>{Say.Number(death.MeanAfter)}</td><td>{Say.Number(death.MaxBefore)}</td><td>{Say.Number(death.MaxAfter)}</td>");
            page.Write($"<td>{Say.Percent(death.BiasShare)}</td><td>{Say.Percent(death.WeightShare)}</td><td>{Say.Percent(death.InputShare)}</td><td>{Say.Number(death.LearningRate)}</td><td>{Say.Number(death.GradientNorm)}</td><td>{Say.Number(death.MedianGradientNorm)}</td></tr>");
        }

        string more = deaths.Count > MostDeaths ? $" run.json has all {Say.Count(deaths.Count)}." : "";
        page.Write($"</tbody></table></div><p>The batches of these steps, as training rows counted from 0:</p><ul>");
        foreach (UnitDeath death in deaths.Take(MostDeaths).DistinctBy(death => death.Step).Take(MostBatches))
        {
            string left = death.BatchRows.Count > MostRows ? $" and {Say.Count(death.BatchRows.Count - MostRows)} more" : "";
            page.Write($"<li><b>step {Say.Count(death.Step)}</b>: {string.Join(", ", death.BatchRows.Take(MostRows))}{left}</li>");
        }

        page.Write($"</ul></details><p class=\"note\">{(deaths.All(death => death.IsExact) ? "Exact: all training rows were looked at after every update." : "Rows or updates were sampled; a rare firing may have been missed.")}{more}</p>");
    }
}
