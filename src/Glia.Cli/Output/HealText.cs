using System.Globalization;
using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Health.Treatments;

namespace Glia.Cli.Output;

/// <summary>What healing tried, as a table and a verdict.</summary>
internal static class HealText
{
    /// <summary>Columns of a terminal from which what was done stands beside the numbers; it is in the report otherwise.</summary>
    private const int Roomy = 100;

    /// <summary>And from which the number of findings does.</summary>
    private const int Wide = 70;

    public static string Write(HealResult result, int width)
    {
        (bool says, bool counts) = (width is <= 0 or >= Roomy, width is <= 0 or >= Wide);
        IEnumerable<string> Row(string name, string loss, string dead, string findings, string outcome, string done) =>
            [name, loss, dead, .. Only(counts, findings), outcome, .. Only(says, done)];
        var table = new TextTable([.. Row("treatment", "held loss", "dead", "findings", "outcome", "what was done")]) { Wraps = says };
        table.Numbers.UnionWith(["held loss", "dead", "findings"]);
        string round = "";
        foreach (Trial trial in (IEnumerable<Trial>)[result.Before, result.Untreated, .. result.Trials])
        {
            (string onto, string name) = Parts(trial.Name);
            if (onto != round)
            {
                table.AddGroup($"added to {InWords(onto)}");
                round = onto;
            }

            bool known = trial.HeldLoss is not null;
            string Number(int count) => known ? count.ToString(CultureInfo.InvariantCulture) : "";
            table.Add(
            [
                .. Row(
                    onto.Length == 0 ? InWords(name) : $"+ {InWords(name)}",
                    known ? Say.Number(trial.HeldLoss) : "",
                    Number(trial.DeadUnits),
                    Number(trial.Findings),
                    Outcome(trial.Outcome),
                    Done(result, trial, onto)),
            ]);
        }

        StringBuilder text = new StringBuilder(table.Write(width)).Append('\n');
        Words.Wrap(text, "", result.Summary, 0, width);
        return text.ToString();
    }

    public static string Outcome(TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Reference => "to compare with",
        TrialOutcome.Kept => "kept",
        TrialOutcome.Helped => "helped",
        TrialOutcome.RolledBack => "rolled back",
        _ => "not tried",
    };

    private static IEnumerable<string> Only(bool holds, string text) => holds ? [text] : [];

    /// <summary>What a trial of a later round begins with, and what it adds.</summary>
    private static (string Onto, string Name) Parts(string name) => name.LastIndexOf('+') is >= 0 and var at ? (name[..at], name[(at + 1)..]) : ("", name);

    /// <summary>"fresh start + lower rate".</summary>
    public static string InWords(string name) => name.Replace('_', ' ').Replace("+", " + ", StringComparison.Ordinal);

    /// <summary>Of a trial of a later round only what it adds: the rest stands above.</summary>
    private static string Done(HealResult result, Trial trial, string onto) =>
        result.Trials.FirstOrDefault(other => onto.Length > 0 && other.Name == onto && trial.What.StartsWith(other.What + "; ", StringComparison.Ordinal)) is { } first
            ? trial.What[(first.What.Length + 2)..]
            : trial.What;
}
