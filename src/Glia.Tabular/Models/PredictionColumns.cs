namespace Glia.Tabular;

/// <summary>Predictions as columns, to put beside the rows they were made for.</summary>
public static class PredictionColumns
{
    /// <summary>The predictions as columns: <c>label</c> and <c>probability_CLASS</c> for every class, or <c>prediction</c>; of several targets <c>prediction_TARGET</c> for each, or <c>label_TARGET</c> and
    /// <c>probability_TARGET</c> (of its second class). The same names as in the output of <c>glia predict</c>.</summary>
    /// <param name="prediction">What a model said.</param>
    /// <returns>Columns with a value a row.</returns>
    public static IReadOnlyList<Column> ToColumns(this Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction.Targets.Count > 0)
        {
            return [.. prediction.Targets.SelectMany((target, t) => Of(prediction, target, t))];
        }

        if (prediction.Classes.Count == 0)
        {
            return [Column.Numbers("prediction", prediction.Values.ToArray())];
        }

        int classes = prediction.Classes.Count;
        var columns = new List<Column>(classes + 1) { new TextColumn("label", [.. prediction.Labels]) };
        for (int k = 0; k < classes; k++)
        {
            double[] values = new double[prediction.Rows];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = prediction.Probabilities[(row * classes) + k];
            }

            columns.Add(Column.Numbers($"probability_{prediction.Classes[k]}", values));
        }

        return columns;
    }

    private static Column[] Of(Prediction prediction, TargetColumn target, int t)
    {
        int width = prediction.Targets.Count;
        IEnumerable<int> places = Enumerable.Range(0, prediction.Rows).Select(row => (row * width) + t);
        return target.Classes.Count == 0
            ? [Column.Numbers($"prediction_{target.Name}", places.Select(place => prediction.Values[place]).ToArray())]
            : [
                new TextColumn($"label_{target.Name}", [.. places.Select(place => prediction.Labels[place])]),
                Column.Numbers($"probability_{target.Name}", places.Select(place => (double)prediction.Probabilities[place]).ToArray()),
            ];
    }

    /// <summary>The rows with the predictions made for them as further columns.</summary>
    /// <param name="table">Rows.</param>
    /// <param name="prediction">What a model said of these rows.</param>
    /// <returns>A table that shares its values with this one.</returns>
    /// <exception cref="GliaException">The rows are not as many, or a column has the name of one of the predictions.</exception>
    public static Table With(this Table table, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(prediction);
        IReadOnlyList<Column> added = prediction.ToColumns();
        if (prediction.Rows != table.Rows)
        {
            throw new GliaException($"{table.Source} has {Schema.Count(table.Rows, "row")} and the prediction is of {prediction.Rows}; predict these rows.");
        }

        return added.FirstOrDefault(column => table.TryGetColumn(column.Name, out _)) is { } twice
            ? throw new GliaException($"{table.Source} already has a column '{twice.Name}'; leave it out (Without) or rename it.")
            : table.With([.. table.Columns, .. added]);
    }
}
