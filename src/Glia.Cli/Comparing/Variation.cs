using Glia.Cli.Settings;

namespace Glia.Cli.Comparing;

/// <summary>A setting and the values it is tried with.</summary>
internal sealed record Variation(Setting Setting, IReadOnlyList<string> Values)
{
    /// <summary>What decides rows, their weights or nothing at all cannot be compared on the same rows.</summary>
    private static readonly string[] Fixed =
    [
        "data", "query", "from", "target", "out", "memory", "task", "column", "sample_weight", "validation", "test", "delimiter", "decimal_mark", "header", "missing",
        "seed", "threads", "explain", "heal",
    ];

    /// <summary>Reads "learning_rate=0.001,0.01"; where values hold commas themselves, semicolons separate them: "hidden=64,32;100".</summary>
    public static Variation Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new UsageException($"--vary wants SETTING=VALUE,VALUE, such as learning_rate=0.001,0.01; '{text}' was given.");
        }

        return Of(text[..equals].TrimStart('-').Replace('-', '_'), text[(equals + 1)..]);
    }

    public static Variation Of(string name, string values)
    {
        Setting setting = Named(name);
        IReadOnlyList<string> list = values.Contains(';', StringComparison.Ordinal)
            ? values.Split(';', StringSplitOptions.TrimEntries)
            : new SettingInput(setting.Option, [values]).List();
        if (list.Count == 0 || list.Any(value => value.Length == 0 && name != "hidden"))
        {
            throw new UsageException($"--vary {name}: values with commas between are wanted, '{values}' was given.");
        }

        string[] twice = [.. list.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];
        return twice.Length == 0 ? new Variation(setting, list) : throw new UsageException($"--vary {name}: '{twice[0]}' stands there twice.");
    }

    /// <summary>A setting that may differ between candidates.</summary>
    public static Setting Named(string name)
    {
        if (Fixed.Contains(name, StringComparer.Ordinal))
        {
            throw new UsageException($"'{name}' cannot be compared: candidates share rows, splits and seeds, and {name} decides those or no weight. Give it as an option to all (--seeds for seeds).");
        }

        Setting[] known = [.. SettingTable.All.Where(setting => !Fixed.Contains(setting.Name, StringComparer.Ordinal))];
        return known.FirstOrDefault(each => each.Name == name)
            ?? throw new UsageException($"There is no setting '{name}'.{NearNames.Question(name, known.Select(each => each.Name))}");
    }

    /// <summary>Every value of each with every value of the others, in the order given.</summary>
    public static IReadOnlyList<Candidate> Candidates(RunPlan plan, IReadOnlyList<Variation> variations)
    {
        List<Candidate> candidates = [new([], plan)];
        foreach (Variation variation in variations)
        {
            candidates = [.. candidates.SelectMany(candidate => variation.Values.Select(value => new Candidate(
                [.. candidate.Settings, KeyValuePair.Create(variation.Setting.Name, value)],
                variation.Setting.Set(candidate.Plan, new SettingInput($"--vary {variation.Setting.Name}", [value])))))];
        }

        return candidates;
    }
}

/// <summary>One choice of settings to be compared with others.</summary>
/// <param name="Settings">What makes it differ, by name.</param>
/// <param name="Plan">Everything, the seed excepted.</param>
internal sealed record Candidate(IReadOnlyList<KeyValuePair<string, string>> Settings, RunPlan Plan)
{
    /// <summary>A single setting needs no name before its value.</summary>
    public string Name => Settings.Count == 1 ? Settings[0].Value : string.Join(' ', Settings.Select(setting => $"{setting.Key}={setting.Value}"));
}
