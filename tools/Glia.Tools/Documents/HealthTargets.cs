using System.Text;
using Glia.HealthBoard.Results;

namespace Glia.Tools.Documents;

/// <summary>The table of targets at the head of docs/health.md: what was aimed at, what was measured, and whether it was reached.</summary>
internal static class HealthTargets
{
    public static void Append(StringBuilder text, string root, BoardFile board)
    {
        CaseResult[] cases = [.. board.Cases.Values.Where(result => result.Skipped is null)];
        Tally[] all = [.. cases.SelectMany(result => result.Twin is null ? (Tally[])[result.Tally] : [result.Tally, result.Twin])];
        Tally[] faulty = [.. cases.Where(result => result.Twin is not null).Select(result => result.Tally)];
        Tally[] sparse = [.. cases.Where(result => result.Family == "sparse").Select(result => result.Tally)];
        Tally[] zoo = [.. cases.Where(result => result.Family == "zoo").Select(result => result.Tally)];
        long found = all.Sum(t => t.Units.DeadFound), invented = all.Sum(t => t.Units.DeadInvented), missed = all.Sum(t => t.Units.DeadMissed);
        text.Append("| target | aimed at | measured | reached |\n|---|--:|--:|---|\n");
        Row("units called dead that are dead (precision)", "1.00", new Share(found, found + invented), share => share.Count == share.Of);
        Row("dead units that are called dead (recall)", "1.00", new Share(found, found + missed), share => share.Count == share.Of);
        Row("failing runs of faulty cases detected, by an accepted finding", "100 %", new Share(faulty.Sum(t => t.Detected), faulty.Sum(t => t.Fails)), share => share.Count == share.Of);
        Row("the same by the sets as they were stated before the first runs", "100 %", new Share(faulty.Sum(t => t.Detected - t.DetectedSince), faulty.Sum(t => t.Fails)), share => share.Count == share.Of);
        Row("failing runs of faulty cases with any alarm", "100 %", new Share(faulty.Sum(t => t.Detected + t.FoundOtherwise), faulty.Sum(t => t.Fails)), share => share.Count == share.Of);
        Row("networks over the sample tables that learn, with any alarm", "≤ 1 %", Alarms(zoo), share => share.Value <= 0.01);
        Row("all runs that learn, with any alarm", "≤ 1 %", Alarms(all), share => share.Value <= 0.01);
        Row("sparse networks that learn, with any alarm", "0", Alarms(sparse), share => share.Count == 0);
        Causes(text, root);
        Repairs(text, root);
        Certificates(text, root);
        text.Append('\n');

        void Row(string name, string target, Share measured, Func<Share, bool> reached) => Line(text, name, target, measured, reached);
    }

    private static void Causes(StringBuilder text, string root)
    {
        if (Read<CauseFile>(root, "health-causes.json") is not { Cases.Count: > 0 } file)
        {
            return;
        }

        CauseTally[] cases = [.. file.Cases.Values];
        Line(text, "earliest cause named within the accepted set", "≥ 95 %", new Share(cases.Sum(c => c.Right), cases.Sum(c => c.Explained)), share => share.Value >= 0.95);
        foreach ((string id, CauseTally tally) in file.Cases.Where(pair => pair.Value.Chained is not null))
        {
            Line(text, $"{id}: the whole chain found unaided", "every run", new Share(tally.Chained!.Value, tally.Explained), share => share.Count == share.Of);
        }
    }

    private static void Repairs(StringBuilder text, string root)
    {
        if (Read<RepairFile>(root, "health-repair.json") is not { Cases.Count: > 0 } file)
        {
            return;
        }

        RepairTally[] cases = [.. file.Cases.Values];
        int fails = cases.Sum(tally => tally.Fails);
        MethodTally[] ours = [.. cases.Select(tally => tally.Methods.GetValueOrDefault("glia")).OfType<MethodTally>()];
        MethodTally[] search = [.. cases.Select(tally => tally.Methods.GetValueOrDefault("random search")).OfType<MethodTally>()];
        Line(text, "failing runs repaired, to within 2 points of the healthy twin", "≥ 95 %", new Share(ours.Sum(m => m.Repaired), fails), share => share.Value >= 0.95);
        Line(
            text,
            "ahead of random search: of the runs that only one of both repairs, those that Glia does",
            "over 50 % with the whole interval",
            new Share(search.Sum(m => m.OnlyGlia), search.Sum(m => m.OnlyGlia + m.OnlyThis)),
            share => share.Of > 0 && share.Interval().Low > 0.5);
        Line(text, "treated networks worse on the judging rows than as they came", "0", new Share(ours.Sum(m => m.Worse), fails), share => share.Count == 0);
    }

    private static void Certificates(StringBuilder text, string root)
    {
        if (Read<StudyFile>(root, "health-studies.json") is { Certify.Count: > 0 } file)
        {
            int proved = file.Certify.Sum(p => p.Certified), open = file.Certify.Sum(p => p.Undecided);
            Line(text, "dead units certified, 4 layers × 64 units, 16 inputs, 60 s", "≥ 90 %", new Share(proved, proved + open), share => share.Value >= 0.9);
            Line(text, "certificates that an input refutes", "0", new Share(file.Certify.Sum(p => p.False), proved), share => share.Count == 0);
        }
    }

    private static T? Read<T>(string root, string name)
        where T : class
    {
        string path = Path.Combine(root, "benchmarks", "results", name);
        return File.Exists(path) ? BoardFile.Read<T>(path) : null;
    }

    private static void Line(StringBuilder text, string name, string target, Share measured, Func<Share, bool> reached)
    {
        if (measured.Of > 0)
        {
            text.Append(FormattableString.Invariant($"| {name} | {target} | {measured} | {(reached(measured) ? "yes" : "**no**")} |\n"));
        }
    }

    private static Share Alarms(Tally[] tallies) => new(tallies.Sum(t => t.FalseAlarms), tallies.Sum(t => t.Learns));
}
