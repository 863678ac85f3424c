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
    private readonly TargetRows _targets;
    private readonly double[]? _weights;
    private readonly TabularModel? _from;

    public TablePreparation(Table table, IReadOnlyList<string> targets, FitOptions options, TabularModel? from = null)
    {
        (_table, _options, _from) = (table, options, from);
        _schema = Schema.InferTargets(table, targets, WarmStart.Options(from, options));
        TargetRules.Check(options, _schema);
        _schema = from is null ? _schema : WarmStart.Adopt(from, _schema, table.Source);
        _known = Schema.Labelled(table, targets, out _dropped);
        _weights = TargetData.Weights(_known, _schema);
        _targets = new TargetRows(_known, _schema, TargetUnit.Of(options, (0, 1)).Link);
    }

    public PreparedFit Prepare()
    {
        Split split = _targets.Split(_options);
        Table trainRows = Rows(split.Train);
        Preprocessor preprocessor = _from?.Preprocessor ?? Preprocessor.Fit(trainRows, _schema, PreprocessorOptions.Of(_options));
        OutputScale scale = _targets.Scale(_options, split.Train);
        Network[] starts = [];
        if (_from is not null)
        {
            (starts, scale) = WarmStart.Networks(_from, scale, _options.Ensemble);
        }

        double[]? classWeights = ClassWeights.Of(_options, _schema, k => _targets.Count(split.Train, 0, k));
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
            Starts = starts,
            PositiveWeights = ClassWeights.OfLabels(_options, _schema, (t, k) => _targets.Count(split.Train, t, k)),
        };

        FitPart Part(string name, IReadOnlyList<int> rows) => FitPart.Make(
            name, Rows(rows), new PartTargets(_targets.Pick(rows, scale), _weights is null ? null : [.. rows.Select(row => _weights[row])], classWeights), preprocessor);
    }

    private Table Rows(IReadOnlyList<int> rows) => _known.Select([.. rows]);
}
