using System.Globalization;
using Glia.Networks;
using Glia.Tabular;

namespace Glia.HealthBoard.Data;

/// <summary>A table of samples/, prepared as <c>glia train</c> prepares it; a fifth of the rows is held.</summary>
internal static class SampleTable
{
    public static LearningTask Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new GliaException($"There is no data '{Path.GetFileNameWithoutExtension(path)}': no generator of that name and no file {path}.");
        }

        Table table = Table.Read(path);
        string target = table.Columns[^1].Name;
        Schema schema = Schema.Infer(table, target);
        int[] known = [.. Enumerable.Range(0, table.Rows).Where(row => !table[target].IsMissing(row))];
        table = table.Select(known);
        bool numbers = schema.Task is TaskKind.Regression;
        double[] values = [.. Enumerable.Range(0, table.Rows).Select(row => Value(table, target, schema, row, numbers))];
        Split split = numbers ? Split.Stratified(values, 0, 0.2, 1) : Split.Stratified([.. values.Select(value => (int)value)], 0, 0.2, 1);
        Preprocessor preprocessor = Preprocessor.Fit(table.Select([.. split.Train]), schema);
        double mean = split.Train.Average(row => values[row]);
        double deviation = Math.Sqrt(split.Train.Average(row => (values[row] - mean) * (values[row] - mean)));
        return new LearningTask(
            Rows(split.Train),
            Rows(split.Test),
            schema.Classes.Count > 2 ? schema.Classes.Count : 1,
            numbers ? "squared" : schema.Classes.Count > 2 ? "softmax_cross_entropy" : "binary_cross_entropy");

        TrainingSet Rows(IReadOnlyList<int> rows)
        {
            float[] targets = [.. rows.Select(row => (float)(numbers ? (values[row] - mean) / deviation : values[row]))];
            return new TrainingSet(preprocessor.Transform(table.Select([.. rows])), preprocessor.Width, targets, 1);
        }
    }

    private static double Value(Table table, string target, Schema schema, int row, bool number)
    {
        string text = table[target].TextAt(row)!;
        return number ? double.Parse(text, CultureInfo.InvariantCulture) : schema.Classes.ToList().IndexOf(text);
    }
}
