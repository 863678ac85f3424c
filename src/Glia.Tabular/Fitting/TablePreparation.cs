using Glia.Networks;

namespace Glia.Tabular;

/// <summary>Prepares a fit from a table in memory.</summary>
internal sealed class TablePreparation
{
    private readonly Table _table;
    private readonly FitOptions _options;
    private readonly Schema _schema;
    private readonly Table _known;
    private readonly int _dropped;
    private readonly int[] _classes = [];
    private readonly double[] _values = [];
    private readonly double[]? _weights;
    private readonly TabularModel? _from;

    public TablePreparation(Table table, string target, FitOptions options, TabularModel? from = null)
    {
        (_table, _options, _from) = (table, options, from);
        _schema = Schema.Infer(table, target, WarmStart.Options(from, options));
        _schema = from is null ? _schema : WarmStart.Adopt(from, _schema, table.Source);
        _known = Schema.Labelled(table, target, out _dropped);
        _weights = TargetData.Weights(_known, _schema);
        if (_schema.Task is TaskKind.Regression)
        {
            _values = TargetData.Values(_known, target, TargetUnit.Of(options, 0, 0));
        }
        else
        {
            _classes = TargetData.Classes(_known, _schema);
        }
    }

    public PreparedFit Prepare()
    {
        Split split = _schema.Task is TaskKind.Regression
            ? Split.Stratified(_values, _options.Validation, _options.Test, _options.Seed)
            : Split.Stratified(_classes, _options.Validation, _options.Test, _options.Seed);
        Table trainRows = Rows(split.Train);
        Preprocessor preprocessor = _from?.Preprocessor ?? Preprocessor.Fit(trainRows, _schema, PreprocessorOptions.Of(_options));
        OutputScale scale = TargetScale(split.Train);
        Network? start = null;
        if (_from is not null)
        {
            (start, scale) = WarmStart.Network(_from, scale);
        }

        int[] trainClasses = Pick(_classes, split.Train);
        double[]? classWeights = ClassWeights.Of(_options, _schema, k => trainClasses.Count(c => c == k));
        FitPart train = Part("train", split.Train);
        bool[] used = new bool[preprocessor.Width];
        NetworkPlan.NoteUsed(train.Set!.X.Span, used);
        return new PreparedFit
        {
            Source = _table.Source,
            Schema = PreparedFit.NoteUnvarying(_schema, preprocessor),
            Preprocessor = preprocessor,
            Scale = scale,
            Train = train,
            Validation = Part("validation", split.Validation),
            Test = Part("test", split.Test),
            Rows = new RowCounts(_table.Rows, _dropped, split.Train.Count, split.Validation.Count, split.Test.Count),
            Missing = _table.Columns.ToDictionary(c => c.Name, c => Enumerable.Range(0, _table.Rows).Count(c.IsMissing), StringComparer.Ordinal),
            UsedInputs = used,
            Split = split,
            Start = start,
        };

        FitPart Part(string name, IReadOnlyList<int> rows) => FitPart.Make(name, Rows(rows), Targets(rows, scale, classWeights), preprocessor);
    }

    private Table Rows(IReadOnlyList<int> rows) => _known.Select([.. rows]);

    private static T[] Pick<T>(T[] all, IReadOnlyList<int> rows) => all.Length == 0 ? [] : [.. rows.Select(r => all[r])];

    private OutputScale TargetScale(IReadOnlyList<int> train)
    {
        if (_schema.Task is not TaskKind.Regression)
        {
            return new OutputScale(Threshold: _options.Threshold);
        }

        (double mean, double deviation) = Scale.Moments(Pick(_values, train));
        return TargetUnit.Of(_options, mean, deviation);
    }

    private PartTargets Targets(IReadOnlyList<int> rows, OutputScale scale, double[]? classWeights)
    {
        float[] targets = _schema.Task is TaskKind.Regression
            ? [.. rows.Select(r => (float)((_values[r] - scale.TargetMean) / scale.TargetScale))]
            : [.. rows.Select(r => (float)_classes[r])];
        return new PartTargets(targets, _weights is null ? null : Pick(_weights, rows), classWeights);
    }
}
