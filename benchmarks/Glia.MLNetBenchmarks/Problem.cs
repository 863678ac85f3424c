using Glia.Kernels.Randomness;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNetBenchmarks;

/// <summary>A row as every contender gets it.</summary>
internal sealed class Row
{
    public float[] Features { get; set; } = [];

    public string Class { get; set; } = "";

    public bool IsSecond { get; set; }

    public float Number { get; set; }
}

/// <summary>A table, the same for all: numbers as they are, gaps filled with the mean, texts one column a category; every fifth row, drawn by seed 1, held out.</summary>
internal sealed class Problem
{
    private readonly SchemaDefinition _schema = SchemaDefinition.Create(typeof(Row));

    public Problem(string path, string target, bool regression)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Table table = Table.Read(path);
        Column label = table[target];
        Row[] rows = new Row[table.Rows];
        string[] classes = [.. Enumerable.Range(0, table.Rows).Select(r => label.TextAt(r)!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Task = regression ? TaskKind.Regression : classes.Length == 2 ? TaskKind.Binary : TaskKind.Multiclass;
        float[][] columns = [.. table.Columns.Where(c => c.Name != target).SelectMany(Numbers)];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new Row
            {
                Features = [.. columns.Select(c => c[row])],
                Class = label.TextAt(row)!,
                IsSecond = label.TextAt(row) == classes[^1],
                Number = regression ? (float)((NumberColumn)label).Values.Span[row] : 0,
            };
        }

        int[] order = [.. Enumerable.Range(0, rows.Length)];
        new RandomStream(1).Shuffle(order);
        int held = rows.Length / 5;
        Train = [.. order.Skip(held).Select(i => rows[i])];
        Test = [.. order.Take(held).Select(i => rows[i])];
        _schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns.Length);
    }

    public string Name { get; }

    public TaskKind Task { get; }

    public Row[] Train { get; }

    public Row[] Test { get; }

    /// <summary>Training and held rows, labels as keys where they are classes, in memory.</summary>
    public (IDataView Train, IDataView Test) Views(MLContext context)
    {
        IDataView train = context.Data.LoadFromEnumerable(Train, _schema), test = context.Data.LoadFromEnumerable(Test, _schema);
        if (Task is TaskKind.Multiclass)
        {
            var keys = context.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Class), keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(train);
            (train, test) = (keys.Transform(train), keys.Transform(test));
        }

        return (context.Data.Cache(train), context.Data.Cache(test));
    }

    private static IEnumerable<float[]> Numbers(Column column)
    {
        if (column is NumberColumn numbers)
        {
            double[] values = numbers.Values.ToArray();
            double mean = values.Where(v => !double.IsNaN(v)).Average();
            return [[.. values.Select(v => (float)(double.IsNaN(v) ? mean : v))]];
        }

        string?[] texts = [.. Enumerable.Range(0, column.Rows).Select(column.TextAt)];
        return [.. texts.Where(t => t is not null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(c => texts.Select(t => t == c ? 1f : 0f).ToArray())];
    }
}
