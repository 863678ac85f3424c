namespace Glia.Tabular;

/// <summary>The targets of rows, one or several: as values or as classes by index, and what a fit makes of them.</summary>
internal sealed class TargetRows
{
    // Rows with a combination of labels that fewer rows have are split together: with 15 % for validation and for the test, ten rows give one or two to each.
    private const int FewRows = 10;

    private readonly Schema _schema;
    private readonly double[][] _values = [];
    private readonly int[][] _classes = [];
    private readonly int _rows;

    /// <summary>Reads the targets.</summary>
    /// <param name="known">Rows whose targets are known.</param>
    /// <param name="schema">What they are.</param>
    /// <param name="link">What the loss can take.</param>
    public TargetRows(Table known, Schema schema, OutputLink link)
    {
        (_schema, _rows) = (schema, known.Rows);
        if (schema.Task is TaskKind.Regression or TaskKind.Multitarget)
        {
            _values = [.. schema.Targets.Select(target => TargetData.Values(known, target.Name, link))];
        }
        else
        {
            _classes = [.. schema.Targets.Select(target => TargetData.Classes(known, target))];
        }
    }

    /// <summary>Targets of a row as the loss takes them.</summary>
    public int Width => _schema.Targets.Count;

    /// <summary>
    /// A split in which every part has its share: of the classes; of low, middle and high values; of several values by the mean of the standardised ones; of several labels by
    /// their combination, the rare ones together.
    /// </summary>
    public Split Split(FitOptions options) => _values.Length > 0
        ? Tabular.Split.Stratified(Height(), options.Validation, options.Test, options.Seed)
        : Tabular.Split.Stratified(Groups(), options.Validation, options.Test, options.Seed);

    /// <summary>What will stand between outputs and predictions, by the training rows.</summary>
    public OutputScale Scale(FitOptions options, IReadOnlyList<int> train) =>
        TargetUnit.Scale(options, _schema, t => Tabular.Scale.Moments([.. train.Select(row => _values[t][row])]));

    /// <summary>Rows of a class of a target, among some.</summary>
    public long Count(IReadOnlyList<int> rows, int target, int k) => rows.LongCount(row => _classes[target][row] == k);

    /// <summary>Targets of some rows [rows, <see cref="Width"/>]: standardised values, or class indices.</summary>
    public float[] Pick(IReadOnlyList<int> rows, OutputScale scale)
    {
        float[] targets = new float[rows.Count * Width];
        for (int i = 0; i < targets.Length; i++)
        {
            int row = rows[i / Width], t = i % Width;
            OutputScale unit = scale.Of(t);
            targets[i] = _values.Length > 0 ? (float)((_values[t][row] - unit.TargetMean) / unit.TargetScale) : _classes[t][row];
        }

        return targets;
    }

    // Of several values that have no unit in common, the mean of how many deviations each lies above its mean.
    private double[] Height()
    {
        if (_values is [var only])
        {
            return only;
        }

        double[] height = new double[_rows];
        foreach (double[] values in _values)
        {
            (double mean, double deviation) = Tabular.Scale.Moments(values);
            for (int row = 0; row < height.Length; row++)
            {
                height[row] += (values[row] - mean) / deviation;
            }
        }

        return height;
    }

    private int[] Groups()
    {
        if (_classes is [var only])
        {
            return only;
        }

        string[] combinations = [.. Enumerable.Range(0, _rows).Select(row => string.Concat(_classes.Select(classes => classes[row] == 0 ? '0' : '1')))];
        string[] frequent = [.. combinations.GroupBy(c => c, StringComparer.Ordinal).Where(group => group.Count() >= FewRows).Select(group => group.Key).Order(StringComparer.Ordinal)];
        return Array.ConvertAll(combinations, combination => Array.BinarySearch(frequent, combination, StringComparer.Ordinal) is >= 0 and var place ? place : frequent.Length);
    }
}
