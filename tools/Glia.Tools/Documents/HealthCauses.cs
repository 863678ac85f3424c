using System.Text;
using Glia.HealthBoard.Results;

namespace Glia.Tools.Documents;

/// <summary>The part on causes in docs/health.md.</summary>
internal static class HealthCauses
{
    /// <summary>Wrong answers shown of a case.</summary>
    private const int Shown = 2;

    public static void Append(StringBuilder text, string root)
    {
        string path = Path.Combine(root, "benchmarks", "results", "health-causes.json");
        if (!File.Exists(path) || BoardFile.Read<CauseFile>(path) is not { Cases.Count: > 0 } file)
        {
            return;
        }

        CauseTally[] all = [.. file.Cases.Values];
        text.Append(
            """

            ## Causes

            Failing runs of the faulty cases that have a finding, explained by experiment as `glia train --explain` does: the training is replayed with one thing changed at a time, and the earliest
            change that suffices alone is the cause named. *Right*: it is of the set that the case file states (benchmarks/Glia.HealthBoard/Cases). A run for which none is named counts as wrong.
            *Events*: what the replay with nothing changed shows on the way to the failure. The rules of the experiments were set with other seeds than these.

            <!-- not run: it measures for minutes or hours -->
            ```sh
            dotnet run -c Release --project benchmarks/Glia.HealthBoard -- causes --again --first FIRST --seeds COUNT
            ```

            | case | seeds | explained | named | right | factors named | events |
            |---|--:|--:|--:|--:|---|---|

            """
            .Replace("FIRST", FormattableString.Invariant($"{all[0].First}"), StringComparison.Ordinal)
            .Replace("COUNT", FormattableString.Invariant($"{all[0].Runs}"), StringComparison.Ordinal));
        foreach ((string id, CauseTally tally) in file.Cases)
        {
            string factors = Counts(tally.Factors), events = Counts(tally.Events);
            text.Append(FormattableString.Invariant($"| {id} | {tally.First}–{tally.First + tally.Runs - 1} | {tally.Explained} | {tally.Named} | {tally.Right} | {factors} | {events} |\n"));
        }

        int explained = all.Sum(tally => tally.Explained);
        text.Append(FormattableString.Invariant($"| all | | {explained} | {new Share(all.Sum(t => t.Named), explained)} | {new Share(all.Sum(t => t.Right), explained)} | | |\n"));
        text.Append(FormattableString.Invariant($"\nMade by commit {string.Join(", ", all.Select(tally => tally.Commit).Distinct(StringComparer.Ordinal))}; {all.Sum(t => t.Seconds) / 60:0} minutes of processor time.\n"));
        foreach ((string id, CauseTally tally) in file.Cases.Where(pair => pair.Value.Wrong.Count > 0))
        {
            text.Append($"\n{id}, not right: {string.Join(" — ", tally.Wrong.Take(Shown))}{(tally.Wrong.Count > Shown ? FormattableString.Invariant($" And {tally.Wrong.Count - Shown} more.") : "")}\n");
        }
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
}
