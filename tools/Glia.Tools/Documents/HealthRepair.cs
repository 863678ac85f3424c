using System.Text;
using Glia.HealthBoard.Results;

namespace Glia.Tools.Documents;

/// <summary>The part on repair in docs/health.md.</summary>
internal static class HealthRepair
{
    private static readonly string[] Methods = ["glia", "trained on", "new start", "random search"];

    public static void Append(StringBuilder text, string root)
    {
        string path = Path.Combine(root, "benchmarks", "results", "health-repair.json");
        if (!File.Exists(path) || BoardFile.Read<RepairFile>(path) is not { Cases.Count: > 0 } file)
        {
            return;
        }

        text.Append(
            """

            ## Repair

            Failing runs of the faulty cases, mended in four ways: Glia's treatments, kept or rolled back by themselves; training on with nothing changed; a new start with He weights
            and a tenth of the rate; random search over rate, activation, initialisation, optimizer and batch normalisation, with as many trials as healing made. Every trial has the steps of the first training.
            Glia tries treatments first one by one, then what can be added to the best, for up to four rounds. Half of the held rows choose between trials, the other half judges. *Repaired*: within 2 points of the healthy twin's median on the
            rows that judge. *Worse*: below the network as it came. Rows made by c7b471f are from before: one round, fewer activations, and the twin's median on all held rows.

            <!-- not run: it measures for minutes or hours -->
            ```sh
            dotnet run -c Release --project benchmarks/Glia.HealthBoard -- repair --again --first FIRST --seeds COUNT
            ```

            | case | fail | trials | Glia: repaired | worse | trained on: repaired | worse | new start: repaired | worse | random search: repaired | worse | kept | made by |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|

            """
            .Replace("FIRST", FormattableString.Invariant($"{file.Cases.Values.First().First}"), StringComparison.Ordinal)
            .Replace("COUNT", FormattableString.Invariant($"{file.Cases.Values.First().Runs}"), StringComparison.Ordinal));
        foreach ((string id, RepairTally tally) in file.Cases)
        {
            string cells = string.Concat(Methods.Select(name => tally.Methods.TryGetValue(name, out MethodTally? m) ? FormattableString.Invariant($" {m.Repaired} | {m.Worse} |") : " | |"));
            text.Append(FormattableString.Invariant($"| {id} | {tally.Fails}/{tally.Runs} | {tally.Trials:0} |{cells} {Kept(tally.Kept)} | {tally.Commit} |\n"));
        }

        int fails = file.Cases.Values.Sum(tally => tally.Fails);
        string sums = string.Concat(Methods.Select(name => FormattableString.Invariant($" {Sum(name, m => m.Repaired)} | {Sum(name, m => m.Worse)} |")));
        text.Append(FormattableString.Invariant($"| all | {fails} | |{sums} | |\n"));

        text.Append(FormattableString.Invariant($"\nMade by commit {string.Join(", ", file.Cases.Values.Select(tally => tally.Commit).Distinct(StringComparer.Ordinal))}. On the same runs, of those that only one of two ways repairs, Glia does: "));
        text.AppendJoin("; ", Methods.Skip(1).Select(name => FormattableString.Invariant($"beside {name} {new Share(Count(name, m => m.OnlyGlia), Count(name, m => m.OnlyGlia + m.OnlyThis))}"))).Append(".\n");

        // What was added to a treatment in later rounds would make the column very wide.
        static string Kept(IReadOnlyDictionary<string, int> kept) => string.Join(", ", kept
            .GroupBy(pair => pair.Key.Contains('+', StringComparison.Ordinal) ? $"{pair.Key.Split('+')[0]} and more" : pair.Key, StringComparer.Ordinal)
            .Select(group => FormattableString.Invariant($"{group.Key} {group.Sum(pair => pair.Value)}")));

        int Count(string name, Func<MethodTally, int> of) => file.Cases.Values.Sum(tally => tally.Methods.TryGetValue(name, out MethodTally? m) ? of(m) : 0);
        Share Sum(string name, Func<MethodTally, int> of) => new(Count(name, of), fails);
    }
}
