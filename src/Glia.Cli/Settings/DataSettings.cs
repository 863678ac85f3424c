using Glia.Tabular;

namespace Glia.Cli.Settings;

/// <summary>What is read and learned from.</summary>
internal static class DataSettings
{
    private const string Group = "Data";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new(Group, "data", "FILE", "The table: CSV (also .gz), Parquet, Arrow, .npy, .npz, SQLite or DuckDB",
            plan => SettingValue.Of(plan.Data), (plan, input) => plan with { Data = input.Text() }),
        new(Group, "query", "SQL", "What to select from a database; or from any other table, which DuckDB reads and calls data: \"SELECT * FROM data WHERE year > 2007\"",
            plan => SettingValue.Of(plan.Table.Query), (plan, input) => plan with { Table = plan.Table with { Query = input.Text() } }),
        new(Group, "target", "COLUMN", "The column to learn; several times, or with commas between, for several columns at once: all numbers, or all of two classes (docs/several-targets.md)",
            plan => plan.Targets is [var one] ? SettingValue.Of(one) : plan.Targets.Count == 0 ? null : SettingValue.Of(plan.Targets),
            (plan, input) => plan with { Targets = input.Texts.All(text => text.Length > 0) ? input.Texts : throw input.Wrong("a column's name") }),
        new(Group, "from", "MODEL", "Start from this model (model.glia, any dense .onnx, the folder of a run) or these weights (.safetensors, .npz) instead of drawn weights",
            plan => SettingValue.Of(plan.From), (plan, input) => plan with { From = input.Text() }),
        new(Group, "out", "DIR", "The folder to write into",
            plan => SettingValue.Of(plan.Out), (plan, input) => plan with { Out = input.Text() }),
        new(Group, "memory", "SIZE", "Memory for rows, such as 512MiB or 2GiB; a larger table is streamed from the disk (docs/large-tables.md); chosen where the table is too large for this machine",
            plan => SettingValue.Of(plan.Fit.Memory == 0 ? null : Size(plan.Fit.Memory)), (plan, input) => Fit(plan, plan.Fit with { Memory = input.Bytes() })),
        new(Group, "task", "TASK", "auto (found from the target), classification, binary, multiclass or regression",
            plan => SettingValue.Of(Names.Snake(plan.Fit.Task.ToString())), (plan, input) => Fit(plan, plan.Fit with { Task = input.OneOf<TaskChoice>() })) { Known = [.. Enum.GetNames<TaskChoice>().Select(Names.Snake)] },
        new(Group, "column", "NAME=KIND", "What a column is (number, category, boolean, ignored) where it should not be found by looking",
            plan => SettingValue.Of(plan.Fit.Columns.Select(column => KeyValuePair.Create(column.Key, Names.Snake(column.Value.ToString())))),
            (plan, input) => Fit(plan, plan.Fit with { Columns = Kinds(input) })) { IsRepeated = true },
        new(Group, "sample_weight", "COLUMN", "A column of row weights",
            plan => SettingValue.Of(plan.Fit.SampleWeight), (plan, input) => Fit(plan, plan.Fit with { SampleWeight = input.Text() })),
        new(Group, "class_weight", "WEIGHTS", "none, balanced (every class alike), or CLASS=WEIGHT, several times; of several labels LABEL=WEIGHT, that of its second class",
            GetClassWeight, SetClassWeight) { IsRepeated = true },
        new(Group, "validation", "SHARE", "Share of the rows that choose the best epoch",
            plan => SettingValue.Of(plan.Fit.Validation), (plan, input) => Fit(plan, plan.Fit with { Validation = input.Number() })),
        new(Group, "test", "SHARE", "Share of the rows kept for the final test",
            plan => SettingValue.Of(plan.Fit.Test), (plan, input) => Fit(plan, plan.Fit with { Test = input.Number() })),
        new(Group, "scaling", "SCALING", "standard (mean 0, deviation 1), robust (median and quartiles) or none",
            plan => SettingValue.Of(Names.Snake(plan.Fit.Scaling.ToString())), (plan, input) => Fit(plan, plan.Fit with { Scaling = input.OneOf<Scaling>() })),
        new(Group, "most_categories", "COUNT", "The most categories a column keeps that is no embedding; rarer ones share an input",
            plan => SettingValue.Of(plan.Fit.MostCategories), (plan, input) => Fit(plan, plan.Fit with { MostCategories = input.Whole() })),
        new(Group, "embed", "COLUMN[=NUMBERS]", "Learn an embedding of this column instead of one input a category: NUMBERS for each level, by their number unless told; several times",
            plan => SettingValue.Of(plan.Fit.Embeddings.Select(column => KeyValuePair.Create(column.Key, Names.Text(column.Value)))),
            (plan, input) => Fit(plan, plan.Fit with { Embeddings = input.CountMap() })) { IsRepeated = true },
        new(Group, "embed_from", "COUNT", "From how many categories a column becomes an embedding by itself; 0: never",
            plan => SettingValue.Of(plan.Fit.EmbedFrom), (plan, input) => Fit(plan, plan.Fit with { EmbedFrom = input.Whole() })),
        new(Group, "delimiter", "CHARACTER", "The character between fields (tab for a tabulator); found by looking unless told",
            plan => SettingValue.Of(plan.Table.Delimiter is '\t' ? "tab" : plan.Table.Delimiter?.ToString()),
            (plan, input) => plan with { Table = plan.Table with { Delimiter = input.Character() } }),
        new(Group, "decimal_mark", "CHARACTER", "The character before the fraction of a number",
            plan => SettingValue.Of(plan.Table.DecimalMark.ToString()), (plan, input) => plan with { Table = plan.Table with { DecimalMark = input.Character() } }),
        new(Group, "group_mark", "CHARACTER", "The character between thousands, such as the comma of 1,234.5; none unless told",
            plan => SettingValue.Of(plan.Table.GroupMark?.ToString()), (plan, input) => plan with { Table = plan.Table with { GroupMark = input.Character() } }),
        new(Group, "header", "BOOL", "Whether the first row holds the names of the columns",
            plan => SettingValue.Of(plan.Table.HasHeader), (plan, input) => plan with { Table = plan.Table with { HasHeader = input.Flag() } }),
        new(Group, "missing", "WORDS", "Words that stand for a missing value, besides an empty field",
            plan => SettingValue.Of(plan.Table.Missing), (plan, input) => plan with { Table = plan.Table with { Missing = input.List() } }),
    ];

    /// <summary>Those that say how a table is written; every command that reads one takes them.</summary>
    public static IEnumerable<Setting> OfTables => All.Where(setting => setting.Name is "query" or "delimiter" or "decimal_mark" or "group_mark" or "header" or "missing");

    // Whole mebibytes, or else exact.
    private static string Size(long bytes) => bytes % (1 << 20) == 0 ? $"{Names.Text(bytes >> 20)}MiB" : $"{Names.Text(bytes / 1e6)}MB";

    private static RunPlan Fit(RunPlan plan, FitOptions fit) => plan with { Fit = fit };

    private static Dictionary<string, ColumnKind> Kinds(SettingInput input) => input.Map().ToDictionary(
        entry => entry.Key,
        entry => new SettingInput($"{input.Where}, column '{entry.Key}'", [entry.Value]).OneOf<ColumnKind>(),
        StringComparer.Ordinal);

    private static SettingValue? GetClassWeight(RunPlan plan) => plan.Fit.ClassWeights.Count > 0
        ? SettingValue.Of(plan.Fit.ClassWeights.Select(weight => KeyValuePair.Create(weight.Key, Names.Text(weight.Value))))
        : SettingValue.Of(Names.Snake(plan.Fit.ClassWeight.ToString()));

    private static RunPlan SetClassWeight(RunPlan plan, SettingInput input) => input.Texts.Any(text => text.Contains('=', StringComparison.Ordinal))
        ? Fit(plan, plan.Fit with { ClassWeight = ClassWeighting.None, ClassWeights = input.NumberMap() })
        : Fit(plan, plan.Fit with { ClassWeight = input.OneOf<ClassWeighting>(), ClassWeights = new Dictionary<string, double>(StringComparer.Ordinal) });
}
