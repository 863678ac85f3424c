using System.Globalization;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Tests;

/// <summary>A row for ML.NET.</summary>
public sealed class FlowerRow
{
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    public string Label { get; set; } = "";

    public bool IsFirst { get; set; }

    public float Number { get; set; }

    public float Weight { get; set; } = 1;
}

/// <summary>What is predicted, by ML.NET's names.</summary>
public sealed class Predicted
{
    [ColumnName("PredictedLabel")]
    public string Name { get; set; } = "";

    public float[] Score { get; set; } = [];
}

/// <summary>The iris table as ML.NET has it.</summary>
internal static class Views
{
    public static readonly FitOptions Quick = new() { Hidden = [12], Epochs = 80, LearningRate = 0.02, Seed = 3, Activation = "tanh" };

    public static FlowerRow[] Iris()
    {
        Table table = Table.Read(Repository.Sample("iris"));
        NumberColumn[] numbers = [.. table.Columns.OfType<NumberColumn>().Take(4)];
        return [.. Enumerable.Range(0, table.Rows).Select(row => new FlowerRow
        {
            Features = [.. numbers.Select(c => (float)c.Values.Span[row])],
            Label = "kind " + table["target"].TextAt(row),
            IsFirst = table["target"].TextAt(row) == table["target"].TextAt(0),
            Number = (float)numbers[1].Values.Span[row] * 10,
            Weight = 1 + (row % 2),
        })];
    }

    public static IDataView View(MLContext context, IEnumerable<FlowerRow>? rows = null) => context.Data.LoadFromEnumerable(rows ?? Iris());

    public static float[][] Scores(IDataView scored) => [.. scored.GetColumn<float[]>("Score")];

    public static string Text(float[] values) => string.Join(' ', values.Select(v => BitConverter.SingleToInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture)));
}
