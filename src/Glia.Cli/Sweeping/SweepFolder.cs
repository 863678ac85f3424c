using System.Text;
using Glia.Cli.Commands;
using Glia.Cli.Settings;
using Glia.Networks;

namespace Glia.Cli.Sweeping;

/// <summary>The folder of a sweep: database, results of shards, configuration of the best trial.</summary>
internal sealed class SweepFolder
{
    private readonly string _path;

    public SweepFolder(string path)
    {
        _path = path;
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new GliaException($"The folder {path} cannot be made: {wrong.Message}", wrong);
        }
    }

    public string Database(Shard shard) => Path.Combine(_path, shard.Name + ".db");

    public string Result(Shard shard) => Path.Combine(_path, shard.Name + ".json");

    /// <summary>Results of all shards, each once; it is an error if one is missing.</summary>
    public IReadOnlyList<TrialFit> Shards(string identity, int trials)
    {
        (Shard Shard, IReadOnlyList<TrialFit> Fits)[] all = [.. Directory.EnumerateFiles(_path, "shard-*-of-*.json").Order(StringComparer.Ordinal).Select(path => ShardFile.Read(path, identity, trials))];
        if (all.Length == 0)
        {
            throw new GliaException($"{_path} holds no result of a shard (shard-0-of-4.json and so on); glia sweep … --shard 0/4 --out {_path} writes one.");
        }

        int count = all[0].Shard.Count;
        if (all.FirstOrDefault(each => each.Shard.Count != count) is { Shard: { } other })
        {
            throw new GliaException($"{_path} holds results of {count} and of {other.Count} shards; take away those that do not belong.");
        }

        int[] missing = [.. Enumerable.Range(0, count).Except(all.Select(each => each.Shard.Index))];
        return missing.Length == 0
            ? [.. all.SelectMany(each => each.Fits)]
            : throw new GliaException($"{_path}: of {count} shards {string.Join(", ", missing.Take(20))} {(missing.Length == 1 ? "is" : "are")} missing; run {(missing.Length == 1 ? "it" : "them")} with --shard {missing[0]}/{count}{(missing.Length == 1 ? "" : " and so on")}.");
    }

    /// <summary>Writes the configuration that repeats the first training of the best trial to the bit.</summary>
    public string WriteBest(SweepSpace space, SweepBoard board)
    {
        TrialFit best = board.Trials[0].First;
        string folder = Path.Combine(_path, "best"), path = Path.Combine(folder, RunFiles.Configuration);
        RunPlan plan = space.Plan;
        foreach ((string name, string value) in best.Settings)
        {
            plan = SettingTable.All.First(setting => setting.Name == name).Set(plan, new SettingInput(name, [value]));
        }

        int epochs = best.Settings.Any(each => each.Key == "epochs") ? plan.Fit.Epochs : best.Epochs;
        string yaml = PlanYaml.Write(plan with { Out = folder, Fit = plan.Fit with { Seed = best.Fit.Seed, Epochs = epochs } }, path);
        Directory.CreateDirectory(folder);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(yaml)));
        return path;
    }
}
