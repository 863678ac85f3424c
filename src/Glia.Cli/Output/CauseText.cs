using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Health;
using Glia.Health.Causes;

namespace Glia.Cli.Output;

/// <summary>What experiments say, in lines of text. Findings that have the same earliest cause share a table: that of the first.</summary>
internal static class CauseText
{
    /// <summary>Writes a paragraph, the chain and the table for each cause.</summary>
    public static string Write(HealthReport report, int width)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, CauseReport> same in report.Causes.GroupBy(cause => cause.Earliest?.Factor ?? cause.Summary, StringComparer.Ordinal))
        {
            CauseReport cause = same.First();
            string others = same.Count() == 1 ? "" : $" (and {Say.Count(same.Count() - 1, "more finding")} alike)";
            Words.Wrap(text, "", $"Why {Name(cause)}{others}: {cause.Summary}", 0, width);
            foreach (ChainLink link in cause.Chain)
            {
                Words.Wrap(text, $"  step {Say.Count(link.Step)}", $"{link.Text}", 14, width);
            }

            text.Append(Table(cause).Write(width));
        }

        DeathText.Write(text, report.Deaths, width);
        return text.ToString();
    }

    /// <summary>"dead layer in 3 relu".</summary>
    public static string Name(CauseReport cause) => $"{cause.Problem.Replace('_', ' ')} in {cause.Layer}";

    /// <summary>The loss of an experiment, or why there is none.</summary>
    public static string Loss(ExperimentResult each) => !each.WasRun ? "not run" : each.Loss is { } loss ? Say.Number(loss) : "no number";

    /// <summary>How many units live, or whether the finding is gone.</summary>
    public static string Result(CauseReport cause, ExperimentResult each) => !each.WasRun ? "–"
        : each.Live is { } live ? $"{live} of {cause.Units}"
        : each.IsGone ? "gone" : "there";

    /// <summary>Whether it suffices alone.</summary>
    public static string Alone(ExperimentResult each) => each.IsChance ? "by chance" : each.Suffices ? "yes" : "";

    /// <summary>Name of the column that <see cref="Result"/> fills.</summary>
    public static string Heading(CauseReport cause) => cause.Units > 0 ? "units live" : "finding";

    private static TextTable Table(CauseReport cause)
    {
        string result = Heading(cause);
        var table = new TextTable("alone", result, "loss", "steps", "changing only this") { Wraps = true };
        table.Numbers.UnionWith([result, "loss", "steps"]);
        foreach (ExperimentResult each in cause.Experiments.Prepend(cause.Unchanged))
        {
            table.Add(Alone(each), Result(cause, each), Loss(each), Say.Count(each.Steps), each.Text);
        }

        return table;
    }
}
