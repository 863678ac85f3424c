using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>
/// What the columns of a table are and what is to be learned from them. Found from the values by <see cref="Infer"/>, with a reason for
/// every decision; nothing needs to be declared at compile time.
/// </summary>
public sealed record Schema
{
    /// <summary>The column to be predicted; of several their names in words (see <see cref="Targets"/>).</summary>
    public required string Target { get; init; }

    /// <summary>The columns to be predicted, in the order of outputs: the only one, or several.</summary>
    [JsonIgnore]
    public IReadOnlyList<TargetColumn> Targets => SeveralTargets ?? [new TargetColumn(Target, Classes, ClassesAreIntegers)];

    /// <summary>The columns to be predicted where there are several; null for one.</summary>
    [JsonPropertyName("targets")]
    public IReadOnlyList<TargetColumn>? SeveralTargets { get; init; }

    /// <summary>What is to be learned.</summary>
    public required TaskKind Task { get; init; }

    /// <summary>Why that task, in words for the user.</summary>
    public required string Why { get; init; }

    /// <summary>Every other column in the order of the table, the ignored ones too.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>
    /// The classes: numbers ascending, texts in ordinal order; empty for regression and for several labels, of which each has its own. The second of two is the positive one.
    /// </summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether the classes are whole numbers.</summary>
    public bool ClassesAreIntegers { get; init; }

    /// <summary>The column that weighs the rows; null for none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>Things worth saying that are no errors: classes with a single row, rows left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Looks at a table and decides.</summary>
    /// <param name="table">Rows to learn from; those whose target is missing are not looked at.</param>
    /// <param name="target">The column to be predicted.</param>
    /// <param name="options">What is decided already; null for nothing.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="GliaException">
    /// The target is not there, always missing, always the same or different in nearly every row though classes are wanted; a column named in
    /// the options does not exist or cannot be what it is said to be; no column is left to learn from.
    /// </exception>
    public static Schema Infer(Table table, string target, SchemaOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return InferTargets(table, [target], options);
    }

    /// <summary>Looks at a table and decides.</summary>
    /// <param name="table">Rows to learn from; those with a missing target are not looked at.</param>
    /// <param name="targets">The columns to be predicted: several that all hold numbers, or that all have two classes; or one.</param>
    /// <param name="options">What is decided already; null for nothing.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="GliaException">As for one target; or the targets are neither all numbers nor all of two classes, or one is named twice.</exception>
    public static Schema InferTargets(Table table, IReadOnlyList<string> targets, SchemaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        TargetNames.Check(targets);
        options ??= new SchemaOptions();
        Check(table, targets, options);

        Table known = Labelled(table, targets, out int dropped);
        foreach ((string name, ColumnKind kind) in options.Columns)
        {
            if (kind is ColumnKind.Number)
            {
                _ = ColumnValues.Numbers(known, known[name]);
            }
        }

        var facts = new TableFacts(targets, options);
        facts.Add(targets.Where(target => TargetSchema.IsToldNumber(target, options)).Aggregate(known, WithNumbers));
        return Decide(table.Source, targets, options, facts, dropped);
    }

    /// <summary>Decides from facts.</summary>
    internal static Schema Decide(string source, IReadOnlyList<string> targets, SchemaOptions options, TableFacts facts, int dropped)
    {
        TargetSchema goal = targets.Count == 1 ? TargetSchema.Infer(source, facts[targets[0]], options) : TargetGroup.Infer(source, [.. targets.Select(target => facts[target])], options);
        var columns = new List<ColumnSchema>(facts.Columns.Count);
        foreach (ColumnFacts column in facts.Columns)
        {
            if (!targets.Contains(column.Name, StringComparer.Ordinal))
            {
                columns.Add(
                    column.Name == options.SampleWeight ? new ColumnSchema(column.Name, ColumnKind.Ignored, "holds the weights of the rows")
                    : options.Columns.TryGetValue(column.Name, out ColumnKind told) ? FeatureSchema.AsTold(source, column, told)
                    : FeatureSchema.Infer(column));
            }
        }

        if (columns.TrueForAll(c => c.Kind == ColumnKind.Ignored))
        {
            string reasons = string.Join("; ", columns.Take(5).Select(c => $"'{c.Name}' {c.Why}"));
            throw new GliaException($"{source}: no column is left to learn from{(reasons.Length == 0 ? string.Empty : $" ({reasons})")}.");
        }

        return new Schema
        {
            Target = TargetNames.InWords(targets),
            SeveralTargets = goal.Targets,
            Task = goal.Task,
            Why = goal.Why,
            Columns = columns,
            Classes = goal.Classes,
            ClassesAreIntegers = goal.ClassesAreIntegers,
            SampleWeight = options.SampleWeight,
            Notes =
            [
                .. dropped == 0 ? Array.Empty<string>() : [$"{Count(dropped, "row")} without a value for {TargetNames.Quoted(targets, "or")} left out"],
                .. goal.Notes,
                .. columns.Where(c => c.Kind is ColumnKind.Number && !options.Columns.ContainsKey(c.Name) && facts[c.Name].CountsRows)
                    .Select(c => $"'{c.Name}' counts the rows; if that is all it does, leave it out ({c.Name}=ignored)"),
                .. goal.Task is TaskKind.Multiclass && options.Task is TaskChoice.Auto && !options.Columns.ContainsKey(targets[0]) ? Spoiled(facts[targets[0]], "the target is learned as classes") : [],
                .. columns.Where(c => !options.Columns.ContainsKey(c.Name) && c.Name != options.SampleWeight)
                    .SelectMany(c => Spoiled(facts[c.Name], c.Kind is ColumnKind.Ignored ? "it is not used" : "it is taken for a category")),
                .. columns.Where(c => c.Kind is ColumnKind.Category && !options.Columns.ContainsKey(c.Name))
                    .Select(c => NumberText.CategoryNote(c.Name, [.. facts[c.Name].Values.Select(value => value.Text)])).OfType<string>(),
            ],
        };
    }

    private static IEnumerable<string> Spoiled(ColumnFacts facts, string outcome) => SpoiledNumbers.Note(facts, outcome) is { } note ? [note] : [];

    /// <summary>The rows whose target is known.</summary>
    /// <param name="table">Any rows.</param>
    /// <param name="targets">The target columns; a row needs all of them.</param>
    /// <param name="dropped">How many rows were left out.</param>
    /// <returns>The same table if nothing is missing.</returns>
    internal static Table Labelled(Table table, IReadOnlyList<string> targets, out int dropped)
    {
        Column[] columns = [.. targets.Select(target => TargetColumn(table, target))];
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(r => !Array.Exists(columns, column => column.IsMissing(r)))];
        dropped = table.Rows - rows.Length;
        return rows.Length == 0 ? throw AllMissing(table.Source, targets) : dropped == 0 ? table : table.Select(rows);
    }

    private static Column TargetColumn(Table table, string name) => table.TryGetColumn(name, out Column? column)
        ? column
        : throw new GliaException($"{table.Source}: there is no target column '{name}'.{NearNames.Hint(name, table.Columns.Select(c => c.Name))}");

    /// <summary>What is said where no row can be learned from.</summary>
    internal static GliaException AllMissing(string source, IReadOnlyList<string> targets) => new(targets.Count == 1
        ? $"{source}: the target '{targets[0]}' is missing in every row; rows with a known value are needed."
        : $"{source}: no row has a value for every one of the targets {TargetNames.Quoted(targets, "and")}; rows with all of them are needed.");

    internal static string Count(int number, string what) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? string.Empty : what.EndsWith("ss", StringComparison.Ordinal) ? "es" : "s")}");

    // A target told to be a number may be given as texts of numbers.
    internal static Table WithNumbers(Table known, string target)
    {
        IEnumerable<Column> columns = known.Columns.Select(c => c.Name == target && c is TextColumn ? new NumberColumn(target, ColumnValues.Numbers(known, c)) : c);
        return known.With([.. columns]);
    }

    internal static void Check(Table table, IReadOnlyList<string> targets, SchemaOptions options)
    {
        string[] names = [.. table.Columns.Select(c => c.Name)];
        foreach (string target in targets)
        {
            _ = TargetColumn(table, target);
        }

        foreach ((string name, ColumnKind kind) in options.Columns)
        {
            if (!table.TryGetColumn(name, out _))
            {
                throw new GliaException($"{table.Source}: there is no column '{name}' to be a {kind.ToString().ToLowerInvariant()}.{NearNames.Hint(name, names)}");
            }
        }

        if (options.SampleWeight is string weight && (targets.Contains(weight, StringComparer.Ordinal) || !table.TryGetColumn(weight, out _)))
        {
            throw new GliaException(targets.Contains(weight, StringComparer.Ordinal)
                ? $"'{weight}' cannot be both the target and the weight of the rows."
                : $"{table.Source}: there is no column '{weight}' to weigh the rows.{NearNames.Hint(weight, names)}");
        }
    }
}
