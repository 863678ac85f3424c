using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;

namespace Glia.HealthBoard.Runs;

/// <summary>Runs cases one after the other, the runs of a case on all processors with one thread each, and saves after every case.</summary>
internal sealed class Board(Tasks tasks, string path, string commit, int parallel)
{
    /// <summary>Runs what is not in the file yet, or all that is asked for again.</summary>
    /// <param name="families">All families.</param>
    /// <param name="only">Start of a case's or family's name; null: all.</param>
    /// <param name="seeds">Runs a case.</param>
    /// <param name="again">Whether to run cases that are there already.</param>
    public void Run(IReadOnlyList<CaseFamily> families, string? only, int seeds, bool again)
    {
        BoardFile file = BoardFile.Load(path);
        file.Families = [.. families.Select(family => new FamilyHead(family.Family, family.Title, family.Source, family.Note))];
        HashSet<string> known = [.. families.SelectMany(family => family.Cases).Select(entry => entry.Id)];
        foreach (string gone in file.Cases.Keys.Where(id => !known.Contains(id)).ToList())
        {
            file.Cases.Remove(gone);
        }

        foreach ((CaseFamily family, BoardCase entry) in families.SelectMany(family => family.Cases.Select(entry => (family, entry))))
        {
            if (only is not null && !entry.Id.StartsWith(only, StringComparison.OrdinalIgnoreCase) && !string.Equals(family.Family, only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            int runs = Math.Max(entry.Runs > 0 ? entry.Runs : seeds, seeds > 0 ? 1 : 0);
            string print = Print(entry, runs);
            string? missing = entry.Skip ?? tasks.Missing(entry.Setup.Data);
            if (!again && file.Cases.TryGetValue(entry.Id, out CaseResult? done) && done.Print == print && (done.Skipped is null) == (missing is null))
            {
                continue;
            }

            if (missing is not null && entry.Skip is null && file.Cases.TryGetValue(entry.Id, out done) && done.Skipped is null)
            {
                Console.WriteLine($"{entry.Id}: kept as it is; it {missing}");
                continue;
            }

            file.Cases[entry.Id] = missing is null ? Play(family, entry, runs, print) : Blank(family, entry, print) with { Skipped = missing };
            BoardFile.Write(path, file);
            Console.WriteLine(Line(file.Cases[entry.Id]));
        }

        BoardFile.Write(path, file);
    }

    private CaseResult Play(CaseFamily family, BoardCase entry, int runs, string print)
    {
        TimeSpan started = Environment.CpuUsage.TotalTime;
        LearningTask task = tasks.Get(entry.Setup.Data);
        int twins = entry.Twin is null ? 0 : runs;
        RunOutcome[] outcomes = new RunOutcome[runs + twins];
        Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i =>
        {
            ulong seed = (ulong)(i % runs) + 1;
            (Setup setup, string note) = i < runs ? Varied(entry, i) : (entry.Twin!, "");
            outcomes[i] = CaseRun.Of(setup, i < runs ? task : tasks.Get(setup.Data), seed, note);
        });
        RunOutcome[] own = outcomes[..runs], twin = outcomes[runs..];
        double reference = entry.Reference ?? Counting.Median((twins > 0 ? twin : own).Select(run => run.Score));
        Tally tally = Counting.Of(entry, own, reference);
        TrainOn(entry, own, reference, tally);
        return Blank(family, entry, print) with
        {
            Commit = commit,
            Reference = reference,
            Seconds = Math.Round((Environment.CpuUsage.TotalTime - started).TotalSeconds, 1),
            Tally = tally,
            Twin = twins > 0 ? Counting.Of(entry, twin, reference) : null,
        };
    }

    /// <summary>Trains missed runs again for longer: the same seed takes the same steps, and then goes on.</summary>
    private void TrainOn(BoardCase entry, RunOutcome[] own, double reference, Tally tally)
    {
        if (entry.Longer < 2 || entry.UnitsOnly)
        {
            return;
        }

        int[] missed = [.. Enumerable.Range(0, own.Length).Where(i => Counting.Fails(own[i].Score, reference) && !Counting.IsAccepted(entry, own[i]))];
        double[] scores = new double[missed.Length];
        Parallel.For(0, missed.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel }, at =>
        {
            Setup setup = Varied(entry, missed[at]).Setup;
            scores[at] = CaseRun.Of(setup with { Epochs = entry.Longer * setup.Epochs }, tasks.Get(setup.Data), own[missed[at]].Seed).Score;
        });
        tally.Longer = [.. missed.Select((i, at) => Invariant($"seed {own[i].Seed}, score {own[i].Score:0.000}, then {scores[at]:0.000}"))];
        tally.Late = scores.Count(score => Counting.Learns(score, reference));
    }

    private static CaseResult Blank(CaseFamily family, BoardCase entry, string print) =>
        new() { Id = entry.Id, Family = family.Family, What = entry.What, Published = entry.Published, Print = print, UnitsOnly = entry.UnitsOnly, Also = entry.Also };

    /// <summary>The setup of run i: the i-th combination of what varies.</summary>
    public static (Setup Setup, string Note) Varied(BoardCase entry, int run)
    {
        List<(string Field, string Value)> changes = [];
        int rest = run;
        foreach ((string field, string[] values) in entry.Vary.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            changes.Add((field, values[rest % values.Length]));
            rest /= values.Length;
        }

        return changes.Count == 0 ? (entry.Setup, "") : (Files.With(entry.Setup, changes), string.Join(' ', changes.Select(change => change.Value)));
    }

    private static string Line(CaseResult result)
    {
        Tally t = result.Tally;
        string twin = result.Twin is { } w ? Invariant($"; twin {w.Scores[1]:0.000}, {w.Learns} learn, {w.FalseAlarms} false alarms") : "";
        string rules = string.Join(", ", t.Rules.Select(r => $"{r.Key} {r.Value.FailsFlagged}/{r.Value.FailsJudged} fails {r.Value.LearnsFlagged}/{r.Value.LearnsJudged} learns"));
        return result.Skipped is { } why
            ? $"{result.Id}: skipped, {why}"
            : Invariant($"{result.Id}: score {t.Scores[1]:0.000}{twin}; {t.Fails} fail, {t.Detected} detected, {t.FoundOtherwise} otherwise; {t.Learns} learn, ")
              + Invariant($"{t.FalseAlarms} false alarms; dead {t.Units.DeadFound} found, {t.Units.DeadInvented} invented, {t.Units.DeadMissed} missed; {rules}; {result.Seconds} s of processor");
    }

    private static string Print(BoardCase entry, int runs)
    {
        string text = string.Join('|', entry.Setup.Print(), entry.Twin?.Print(), string.Join(';', entry.Vary.Select(v => v.Key + "=" + string.Join(',', v.Value))), string.Join(',', entry.Accepts.Concat(entry.Also.Keys.Order(StringComparer.Ordinal))), string.Join(',', entry.Causes), entry.Reference?.ToString(CultureInfo.InvariantCulture), runs) + (entry.Longer > 1 ? Invariant($"|{entry.Longer}") : "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
