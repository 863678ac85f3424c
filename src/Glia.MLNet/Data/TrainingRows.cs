using System.Globalization;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Data;

/// <summary>The rows of a view as a table: a column for each slot of the features, the label as a number, the weight.</summary>
/// <param name="Table">The table.</param>
/// <param name="FeatureNames">Its columns of features, in the order of slots.</param>
/// <param name="Label">Its column of labels.</param>
/// <param name="Weight">Its column of weights; null: none.</param>
internal sealed record TrainingRows(Table Table, string[] FeatureNames, string Label, string? Weight)
{
    private const string SlotNames = "SlotNames";

    public static TrainingRows Read(IDataView input, LabelColumn label, GliaTrainerOptions options, CancellationToken cancel)
    {
        DataViewSchema.Column labels = Find(input.Schema, label.Name, "label");
        DataViewSchema.Column features = Find(input.Schema, options.FeatureColumnName, "feature");
        int slots = Size(features);
        DataViewSchema.Column? weights = options.ExampleWeightColumnName is string name ? Find(input.Schema, name, "weight") : null;
        if (weights is { } column && column.Type.RawType != typeof(float))
        {
            throw new GliaException($"Weight column '{column.Name}' is {column.Type}, and has to be a Single.");
        }

        IEnumerable<DataViewSchema.Column> wanted = weights is { } w ? [labels, features, w] : [labels, features];
        using DataViewRowCursor cursor = input.GetRowCursor(wanted);
        ValueGetter<VBuffer<float>> vector = cursor.GetGetter<VBuffer<float>>(features);
        Func<double> target = label.Getter(cursor, labels);
        ValueGetter<float>? weight = weights is { } given ? cursor.GetGetter<float>(given) : null;
        var x = new List<float[]>();
        List<double> y = [], v = [];
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            cancel.ThrowIfCancellationRequested();
            vector(ref row);
            float[] values = new float[slots];
            row.CopyTo(values);
            x.Add(values);
            y.Add(target());
            if (weight is not null)
            {
                float one = 0;
                weight(ref one);
                v.Add(one);
            }
        }

        return Build(x, y, v, Names(features, slots), weight is not null);
    }

    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string what) => schema.GetColumnOrNull(name)
        ?? throw new GliaException($"There is no {what} column '{name}'. The columns are {string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"))}.");

    /// <summary>The slots of a feature column.</summary>
    public static int Size(DataViewSchema.Column column) => column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType.RawType == typeof(float)
        ? vector.Size
        : throw new GliaException($"Feature column '{column.Name}' is {column.Type}, and has to be a vector of Single of known size; put Transforms.Concatenate in front.");

    private static TrainingRows Build(List<float[]> x, List<double> y, List<double> weights, string[] names, bool weighted)
    {
        string[] others = Others(names);
        var columns = new List<(string Name, object Values)>(names.Length + 2);
        for (int slot = 0; slot < names.Length; slot++)
        {
            double[] values = new double[x.Count];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = float.IsInfinity(x[row][slot])
                    ? throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1}, feature '{names[slot]}' is infinite; correct it, or make it NaN where it is missing."))
                    : x[row][slot];
            }

            columns.Add((names[slot], values));
        }

        columns.Add((others[0], y.ToArray()));
        if (weighted)
        {
            columns.Add((others[1], weights.ToArray()));
        }

        return new TrainingRows(Table.FromColumns(columns), names, others[0], weighted ? others[1] : null);
    }

    /// <summary>The slot names if each has one of its own, else numbers.</summary>
    private static string[] Names(DataViewSchema.Column features, int slots)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.Annotations.Schema.GetColumnOrNull(SlotNames) is not null)
        {
            features.Annotations.GetValue(SlotNames, ref names);
        }

        string[] texts = [.. names.DenseValues().Select(n => n.ToString().Trim())];
        return texts.Length == slots && Array.TrueForAll(texts, t => t.Length > 0) && texts.Distinct(StringComparer.Ordinal).Count() == slots
            ? texts
            : [.. Enumerable.Range(0, slots).Select(i => string.Create(CultureInfo.InvariantCulture, $"{features.Name}_{i}"))];
    }

    private static string[] Others(string[] names)
    {
        string label = "Label", weight = "Weight";
        while (names.Contains(label, StringComparer.Ordinal))
        {
            label += "_";
        }

        while (names.Contains(weight, StringComparer.Ordinal) || weight == label)
        {
            weight += "_";
        }

        return [label, weight];
    }
}
