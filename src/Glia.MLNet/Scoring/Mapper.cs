using Glia.MLNet.Data;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Scoring;

/// <summary>The transformer, bound to the columns that come in: those first, then the predictions, as ML.NET's own trainers order them.</summary>
internal sealed class Mapper : IRowToRowMapper
{
    private const string PredictedLabel = "PredictedLabel";
    private const string Score = "Score";
    private const string Probability = "Probability";

    private readonly GliaTransformer _transformer;
    private readonly DataViewSchema.Column _features;
    private readonly int _slots;

    public Mapper(DataViewSchema input, GliaTransformer transformer, FeatureColumn features, LabelColumn label)
    {
        InputSchema = input;
        _transformer = transformer;
        _features = TrainingRows.Find(input, features.Name, "feature");
        _slots = TrainingRows.Size(_features);
        if (_slots != features.Slots.Length)
        {
            throw new GliaException($"Feature column '{features.Name}' has {_slots} slots, and the network was fitted to {features.Slots.Length}.");
        }

        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        string kind = label.Task switch { TaskKind.Multiclass => "MulticlassClassification", TaskKind.Binary => "BinaryClassification", _ => "Regression" };
        if (label.Task is TaskKind.Multiclass)
        {
            schema.AddColumn(PredictedLabel, new KeyDataViewType(typeof(uint), label.Keys), Annotations(kind, PredictedLabel, b => label.Values?.AddTo(b, LabelColumn.KeyValues)));
            schema.AddColumn(Score, new VectorDataViewType(NumberDataViewType.Single, label.Keys), Annotations(kind, Score, b => Slots(b, label)));
        }
        else
        {
            if (label.Task is TaskKind.Binary)
            {
                schema.AddColumn(PredictedLabel, BooleanDataViewType.Instance, Annotations(kind, PredictedLabel));
            }

            schema.AddColumn(Score, NumberDataViewType.Single, Annotations(kind, Score));
            if (label.Task is TaskKind.Binary)
            {
                schema.AddColumn(Probability, NumberDataViewType.Single, Annotations(kind, Probability, b => b.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true)));
            }
        }

        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        // Each once, in the order of the input.
        var wanted = new SortedSet<int>();
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            wanted.Add(IsInput(column) ? column.Index : _features.Index);
        }

        return [.. wanted.Select(index => InputSchema[index])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredRow(input, new Columns(this, input, activeColumns));
    }

    public bool IsInput(DataViewSchema.Column column) => column.Index < InputSchema.Count;

    /// <summary>The predictions of a row.</summary>
    public RowScore Scores(DataViewRow input) => new(input, _features, _slots, _transformer.Scorer);

    public static bool IsProbability(DataViewSchema.Column column) => string.Equals(column.Name, Probability, StringComparison.Ordinal);

    private static void Slots(DataViewSchema.Annotations.Builder builder, LabelColumn label)
    {
        if (label.Values is { } values)
        {
            ReadOnlyMemory<char>[] names = values.Texts();
            ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> value) => value = new VBuffer<ReadOnlyMemory<char>>(names.Length, names);
            builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, names.Length), getter);
            values.AddTo(builder, "TrainingLabelValues");
        }
    }

    private static DataViewSchema.Annotations Annotations(string kind, string what, Action<DataViewSchema.Annotations.Builder>? more = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        more?.Invoke(builder);
        builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, kind.AsMemory());
        builder.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, what.AsMemory());
        builder.AddPrimitiveValue("ScoreColumnSetId", new KeyDataViewType(typeof(uint), int.MaxValue), 1u);
        return builder.ToAnnotations();
    }
}
