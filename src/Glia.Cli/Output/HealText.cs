using System.Globalization;
using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Health.Treatments;

namespace Glia.Cli.Output;

/// <summary>What healing tried, as a table and a verdict.</summary>
internal static class HealText
{
    public static string Write(HealResult result, int width)
    {
        var table = new TextTable("treatment", "held loss", "dead", "findings", "outcome", "what was done");
        table.Numbers.UnionWith(["held loss", "dead", "findings"]);
        foreach (Trial trial in (IEnumerable<Trial>)[result.Before, result.Untreated, .. result.Trials])
        {
            bool known = trial.HeldLoss is not null;
            table.Add(
                trial.Name.Replace('_', ' '),
                known ? Say.Number(trial.HeldLoss) : "",
                known ? trial.DeadUnits.ToString(CultureInfo.InvariantCulture) : "",
                known ? trial.Findings.ToString(CultureInfo.InvariantCulture) : "",
                Outcome(trial.Outcome),
                trial.What);
        }

        return new StringBuilder(table.Write(width)).Append('\n').Append(result.Summary).Append('\n').ToString();
    }

    public static string Outcome(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Reference => "to compare with",
        TrialOutcome.Kept => "kept",
        TrialOutcome.Helped => "helped",
        TrialOutcome.RolledBack => "rolled back",
        _ => "not tried",
    };
}
