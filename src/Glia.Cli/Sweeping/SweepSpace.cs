using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Glia.Cli.Comparing;
using Glia.Cli.Settings;
using YamlDotNet.RepresentationModel;

namespace Glia.Cli.Sweeping;

/// <summary>A file that says what is searched: settings of <c>glia train</c> for all trials, <c>space</c> and <c>sweep</c>.</summary>
/// <param name="Plan">What all trials share.</param>
/// <param name="Dimensions">What differs.</param>
/// <param name="Options">How it is searched.</param>
internal sealed record SweepSpace(RunPlan Plan, IReadOnlyList<Dimension> Dimensions, SweepOptions Options)
{
    private const string Space = "space", Sweep = "sweep";
    private const int MostTrials = 1_000_000, MostSeeds = 1000;

    public static SweepSpace Read(string path)
    {
        YamlMappingNode root = YamlReader.Root(path);
        RunPlan plan = SettingTable.Apply(new RunPlan(), YamlReader.Read(path, [.. SettingTable.All.Select(setting => setting.Name), Space, Sweep], except: [Space, Sweep]));
        if (Child(root, Space) is not YamlMappingNode { Children.Count: > 0 } space)
        {
            throw new UsageException($"{path}: '{Space}' is missing: what to search, such as '{Space}:' with a line 'learning_rate: {{log: [0.0001, 0.1]}}' under it.");
        }

        SweepOptions options = Child(root, Sweep) switch
        {
            null => new SweepOptions(),
            YamlMappingNode told => ReadOptions(path, told),
            var other => throw YamlReader.Wrong(path, other, $"'{Sweep}' is a mapping: method, trials, seeds, metric, min_epochs"),
        };
        var read = new SweepSpace(plan, [.. space.Children.Select(entry => ReadDimension(path, entry.Key, entry.Value))], options);
        return read.Check(path);
    }

    /// <summary>What decides every trial: another table, space or plan is another sweep. How many trials there are decides none of them, but for successive halving.</summary>
    public string Identity()
    {
        var text = new StringBuilder(PlanYaml.Write(Plan with { Out = "" }, null));
        text.AppendJoin('\n', Dimensions.Select(dimension => dimension.Text));
        text.Append(CultureInfo.InvariantCulture, $"\n{Options.Method} {Options.Seeds} {Options.Metric} {Options.MinEpochs} {(Options.Method is SweepMethod.Halving ? Options.Trials : 0)}\n");
        using FileStream table = OpenTable();
        text.Append(Convert.ToHexStringLower(SHA256.HashData(table)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The trial at a place of the space.</summary>
    public Trial At(int number, double[] place)
    {
        KeyValuePair<string, string>[] settings = [.. Dimensions.Select((dimension, i) => KeyValuePair.Create(dimension.Setting.Name, dimension.Value(place[i])))];
        RunPlan plan = Plan;
        for (int i = 0; i < settings.Length; i++)
        {
            plan = Dimensions[i].Setting.Set(plan, new SettingInput($"trial {number}: {settings[i].Key}", [settings[i].Value]));
        }

        try
        {
            plan.Fit.Validate();
        }
        catch (GliaException wrong)
        {
            throw new UsageException($"trial {number} ({string.Join(", ", settings.Select(each => $"{each.Key} {each.Value}"))}): {wrong.Message}", wrong);
        }

        return new Trial(number, settings, plan, place);
    }

    private static YamlNode? Child(YamlMappingNode node, string name) => node.Children.FirstOrDefault(entry => entry.Key is YamlScalarNode { Value: { } key } && key == name).Value;

    private static SweepOptions ReadOptions(string path, YamlMappingNode told)
    {
        var options = new SweepOptions();
        foreach ((YamlNode key, YamlNode value) in told.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            var input = new SettingInput($"{YamlReader.Place(path, value)}: {name}", YamlReader.Texts(path, value));
            options = name switch
            {
                "method" => options with { Method = input.OneOf<SweepMethod>() },
                "trials" => options with { Trials = Within(input, 1, MostTrials) },
                "seeds" => options with { Seeds = Within(input, 1, MostSeeds) },
                "metric" => options with { Metric = input.Text() },
                "min_epochs" => options with { MinEpochs = Within(input, 1, int.MaxValue) },
                _ => throw YamlReader.Wrong(path, key, $"'{Sweep}' knows no '{name}'.{NearNames.Question(name, ["method", "trials", "seeds", "metric", "min_epochs"])}"),
            };
        }

        return options;
    }

    private static int Within(SettingInput input, int least, int most) =>
        input.Whole() is var value && value >= least && value <= most ? value : throw input.Wrong(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), input.Text());

    private static Dimension ReadDimension(string path, YamlNode key, YamlNode value)
    {
        string name = (key as YamlScalarNode)?.Value ?? "";
        Setting setting;
        try
        {
            setting = Variation.Named(name);
        }
        catch (UsageException wrong)
        {
            throw YamlReader.Wrong(path, key, wrong.Message);
        }

        if (value is not YamlMappingNode { Children.Count: 1 } map)
        {
            throw YamlReader.Wrong(path, value, $"{name}: one of {{linear: [from, to]}}, {{log: …}}, {{int: …}}, {{log_int: …}} or {{choice: [value, value]}} is wanted");
        }

        (YamlNode kind, YamlNode range) = map.Children.First();
        Spread spread = new SettingInput(YamlReader.Place(path, kind), [(kind as YamlScalarNode)?.Value ?? ""]).OneOf<Spread>();
        IReadOnlyList<string> values = range is YamlSequenceNode list
            ? [.. list.Children.Select(each => string.Join(',', YamlReader.Texts(path, each)))]
            : throw YamlReader.Wrong(path, range, $"{name}: a list is wanted");
        return spread is Spread.Choice ? OfChoices(path, range, setting, values) : OfRange(path, range, setting, spread, values);
    }

    private static Dimension OfChoices(string path, YamlNode node, Setting setting, IReadOnlyList<string> values) =>
        values.Count >= 2 && values.Distinct(StringComparer.Ordinal).Count() == values.Count
            ? new Dimension(setting, Spread.Choice, 0, 0, values)
            : throw YamlReader.Wrong(path, node, $"{setting.Name}: two or more different values are wanted");

    private static Dimension OfRange(string path, YamlNode node, Setting setting, Spread spread, IReadOnlyList<string> values)
    {
        double[] ends = [.. values.Select(value => new SettingInput($"{YamlReader.Place(path, node)}: {setting.Name}", [value]).Number())];
        bool isWhole = spread is Spread.Int or Spread.LogInt, isLog = spread is Spread.Log or Spread.LogInt;
        return ends is not [var from, var to] || !(from < to) ? throw YamlReader.Wrong(path, node, $"{setting.Name}: two ends are wanted, the smaller first")
            : isLog && from <= 0 ? throw YamlReader.Wrong(path, node, $"{setting.Name}: a logarithmic range begins above 0")
            : isWhole && ends.Any(end => end != Math.Round(end) || Math.Abs(end) > int.MaxValue) ? throw YamlReader.Wrong(path, node, $"{setting.Name}: whole numbers are wanted")
            : new Dimension(setting, spread, from, to, []);
    }

    private SweepSpace Check(string path)
    {
        if (Plan.Data is null || Plan.Target is null)
        {
            throw new UsageException($"{path}: '{(Plan.Data is null ? "data" : "target")}' is missing: the {(Plan.Data is null ? "table" : "column to learn")}.");
        }

        if (Plan.From is not null)
        {
            throw new UsageException($"{path}: trials start from drawn weights: take 'from' out.");
        }

        if (Plan.Fit.Validation <= 0)
        {
            throw new UsageException($"{path}: trials are chosen by validation rows: 'validation' has to be above 0.");
        }

        if (Plan.Fit.Test <= 0)
        {
            throw new UsageException($"{path}: the best trial is judged by test rows, which chose nothing: 'test' has to be above 0.");
        }

        if (Options.Method is SweepMethod.Halving && Dimensions.Any(dimension => dimension.Setting.Name == "epochs"))
        {
            throw new UsageException($"{path}: successive halving gives out the epochs itself: take 'epochs' out of '{Space}'.");
        }

        if (Dimensions.GroupBy(dimension => dimension.Setting.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"{path}: '{twice.Key}' stands twice in '{Space}'.");
        }

        // Both ends of every range, so that what cannot be trained is known before the first training.
        foreach (double end in (double[])[0, 1])
        {
            At(0, [.. Dimensions.Select(_ => end)]);
        }

        return this;
    }

    private FileStream OpenTable()
    {
        try
        {
            return new FileStream(Plan.Data!, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{Plan.Data} cannot be read: {wrong.Message}", wrong);
        }
    }
}

/// <summary>One place of the space.</summary>
/// <param name="Number">Which one, from 0; it and the seed decide what is drawn.</param>
/// <param name="Settings">What makes it differ.</param>
/// <param name="Plan">Everything, the seed of a training excepted.</param>
/// <param name="Place">Where, one number from 0 to 1 a dimension.</param>
internal sealed record Trial(int Number, IReadOnlyList<KeyValuePair<string, string>> Settings, RunPlan Plan, double[] Place);
