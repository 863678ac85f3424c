using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glia.Health.Certificates;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>
/// Turns raw columns into the inputs of a network, in the way learned from the training rows. Immutable and thread-safe; goes with the model
/// wherever the model goes.
/// </summary>
public sealed class Preprocessor
{
    /// <summary>Rows that are filled column by column before the next: some tens of inputs of so many stay in the nearest cache.</summary>
    private const int RowsAtOnce = 128;

    /// <summary>Initializes a new instance of the <see cref="Preprocessor"/> class.</summary>
    /// <param name="features">The features in the order of their inputs.</param>
    [JsonConstructor]
    public Preprocessor(IReadOnlyList<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        Features = features;
        Width = features.Sum(f => f?.Width ?? 0);
    }

    /// <summary>The features in the order of their inputs.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The number of inputs.</summary>
    [JsonIgnore]
    public int Width { get; }

    /// <summary>The names of the inputs: "age", "island=Biscoe", "sex=(missing)", "island=(unknown)".</summary>
    [JsonIgnore]
    public IReadOnlyList<string> OutputNames => [.. Features.SelectMany(f => f.OutputNames)];

    /// <summary>The groups of inputs of which exactly one is 1 and the others are 0: the categories of each column.</summary>
    [JsonIgnore]
    public IReadOnlyList<OneHot> OneHotGroups =>
        [.. Categories().Where(each => each.Category.Embedding == 0).Select(each => new OneHot([.. Enumerable.Range(each.Start, each.Category.Width)]))];

    /// <summary>The inputs that are codes, for the embedding layer they go into; empty where every category has an input of its own.</summary>
    [JsonIgnore]
    public IReadOnlyList<EmbeddedColumn> Embeddings =>
        [.. Categories().Where(each => each.Category.Embedding > 0).Select(each => new EmbeddedColumn(each.Category.Name, each.Start, each.Category.Levels, each.Category.Embedding))];

    /// <summary>Learns medians, scales and categories.</summary>
    /// <param name="train">The training rows only: what is held back must not leak in.</param>
    /// <param name="schema">What the columns are.</param>
    /// <param name="options">Scaling and limits; null for the defaults.</param>
    /// <returns>The preprocessor; columns that do not vary in the training rows have no feature.</returns>
    /// <exception cref="GliaException">No column varies, or a column declared number holds a text.</exception>
    public static Preprocessor Fit(Table train, Schema schema, PreprocessorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new PreprocessorOptions();
        var features = new List<Feature>();
        foreach (ColumnSchema column in schema.Columns)
        {
            if (column.Kind is not ColumnKind.Ignored && FeatureFitter.Fit(train, train[column.Name], column.Kind, options) is Feature feature)
            {
                features.Add(feature);
            }
        }

        return features.Count > 0
            ? new Preprocessor(features)
            : throw new GliaException($"{train.Source}: no column varies in the {Schema.Count(train.Rows, "training row")}; there is nothing to learn from.");
    }

    /// <summary>Reads a preprocessor written by <see cref="ToJson"/>.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The preprocessor.</returns>
    /// <exception cref="GliaException">It is not what <see cref="ToJson"/> writes.</exception>
    public static Preprocessor FromJson(string json)
    {
        try
        {
            Preprocessor read = JsonSerializer.Deserialize(json, TabularJson.Default.Preprocessor) ?? throw new JsonException("null");
            read.Check();
            return read;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new GliaException($"The preprocessing cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes everything that was learned.</summary>
    /// <returns>JSON that <see cref="FromJson"/> reads back to the same preprocessor, to the bit.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, TabularJson.Default.Preprocessor);

    /// <summary>Turns rows into inputs. Columns the model does not know are passed over; unknown categories are no error.</summary>
    /// <param name="table">Rows with every column of <see cref="Features"/>, in any order.</param>
    /// <returns>x [rows, <see cref="Width"/>], row-major.</returns>
    /// <exception cref="GliaException">Columns are missing, or hold a text where numbers are needed; the message says which and where.</exception>
    public float[] Transform(Table table) => Transform(table, unseen: null);

    /// <summary>As <see cref="Transform(Table)"/>, and counts what training did not see.</summary>
    internal float[] Transform(Table table, UnseenValues? unseen)
    {
        ArgumentNullException.ThrowIfNull(table);
        Column[] columns = Columns(table);
        long size = (long)table.Rows * Width;
        if (size > Array.MaxLength)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{table.Source}: {table.Rows} rows of {Width} inputs are too many for one array; give the rows in parts."));
        }

        float[] x = new float[size];
        Transform(table, columns, x, unseen);
        return x;
    }

    /// <summary>As <see cref="Transform(Table)"/>, into memory of the caller's, every float of which is written.</summary>
    internal void Transform(Table table, Span<float> x, UnseenValues? unseen = null) => Transform(table, Columns(table), x, unseen);

    private void Transform(Table table, Column[] columns, Span<float> x, UnseenValues? unseen)
    {
        unseen?.Begin(table);
        WriteRows[] writers = [.. columns.Select((column, i) => Features[i].Of(table, column, unseen))];
        for (int from = 0; from < table.Rows; from += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, table.Rows - from), start = from * Width;
            for (int i = 0; i < writers.Length; i++)
            {
                writers[i](from, rows, x[start..], Width);
                start += Features[i].Width;
            }
        }
    }

    /// <summary>Refuses what no fit makes.</summary>
    internal void Check()
    {
        string? fault = Features.Count == 0 || Features.Any(f => f is null) ? "there is no feature" : Features.Select(f => f.Fault()).FirstOrDefault(f => f is not null);
        if (fault is not null)
        {
            throw new JsonException(fault);
        }
    }

    private Column[] Columns(Table table)
    {
        var columns = new Column[Features.Count];
        var absent = new List<string>();
        for (int i = 0; i < columns.Length; i++)
        {
            if (table.TryGetColumn(Features[i].Name, out Column? column))
            {
                columns[i] = column;
            }
            else
            {
                absent.Add(Features[i].Name);
            }
        }

        if (absent.Count == 0)
        {
            return columns;
        }

        IEnumerable<string> others = table.Columns.Select(c => c.Name).Concat(table.Unread).Except(Features.Select(f => f.Name), StringComparer.Ordinal);
        string names = string.Join(", ", absent.Take(8).Select(n => $"'{n}'")) + (absent.Count > 8 ? string.Create(CultureInfo.InvariantCulture, $" and {absent.Count - 8} more") : string.Empty);
        IReadOnlyList<string> near = NearNames.Nearest(absent[0], others);
        throw new GliaException(
            $"{table.Source}: the model needs {(absent.Count == 1 ? "column" : "columns")} {names}, which the table does not have.{(near.Count == 0 ? string.Empty : $" Is '{near[0]}' meant?")}");
    }

    /// <summary>The categories and their first inputs.</summary>
    private IEnumerable<(CategoryFeature Category, int Start)> Categories()
    {
        int start = 0;
        foreach (Feature feature in Features)
        {
            if (feature is CategoryFeature category)
            {
                yield return (category, start);
            }

            start += feature.Width;
        }
    }
}
