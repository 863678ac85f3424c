using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Certificates;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>One fit, from a table to a model.</summary>
internal sealed class FitProcess
{
    private readonly Table _table;
    private readonly FitOptions _options;
    private readonly FitRun _run;
    private readonly long _started;
    private Schema _schema;
    private readonly Table _known;
    private readonly int _dropped;
    private readonly int[] _classes = [];
    private readonly double[] _values = [];
    private readonly double[]? _weights;
    private readonly HealthMonitor? _monitor;

    public FitProcess(Table table, string target, FitOptions options, FitRun run)
    {
        (_table, _options, _run) = (table, options, run);
        _started = run.Clock.GetTimestamp();
        _monitor = run.Watch ? run.Monitor ?? new HealthMonitor(run.Explain is null ? new HealthOptions { SnapshotBytes = 0 } : null) : null;
        _schema = Schema.Infer(table, target, new SchemaOptions { Columns = options.Columns, Task = options.Task, SampleWeight = options.SampleWeight });
        _known = Schema.Labelled(table, target, out _dropped);
        _weights = TargetData.Weights(_known, _schema);
        if (_schema.Task is TaskKind.Regression)
        {
            _values = TargetData.Values(_known, target);
        }
        else
        {
            _classes = TargetData.Classes(_known, _schema);
        }
    }

    public TabularModel Run(CancellationToken cancel)
    {
        Split split = _schema.Task is TaskKind.Regression
            ? Split.Stratified(_values, _options.Validation, _options.Test, _options.Seed)
            : Split.Stratified(_classes, _options.Validation, _options.Test, _options.Seed);
        Table trainRows = Rows(split.Train);
        Preprocessor preprocessor = Preprocessor.Fit(
            trainRows, _schema, new PreprocessorOptions { Scaling = _options.Scaling, MostCategories = _options.MostCategories });
        NoteUnvarying(preprocessor);
        OutputScale scale = TargetScale(split.Train);
        double[]? classWeights = ClassWeights.Of(_options, _schema, Pick(_classes, split.Train));
        FitPart train = Part("train", split.Train), validation = Part("validation", split.Validation), test = Part("test", split.Test);

        Trainer trainer = MakeTrainer(preprocessor, train);
        trainer.Metric = (outputs, set) => Metric(outputs, set, ReferenceEquals(set, train.Set) ? train : validation);
        _run.Planned?.Invoke(new FitPlan(_schema, preprocessor, split, trainer.Network, trainer.Loss.Text, FitReport.OutputActivation(_schema.Task), trainer.Options));
        TrainingResult result = trainer.Fit(train.Set!, validation.Set, cancel);

        var report = new FitReport(_schema, _options, trainer, result) { Source = _table.Source, RowsRead = _table.Rows, RowsWithoutTarget = _dropped };
        RunRecord record = report.Make([train, validation, test], preprocessor, scale, () => _run.Clock.GetElapsedTime(_started).TotalSeconds);
        return new ModelParts(_schema, preprocessor, trainer.Network, scale, record, Health(trainer.Network, preprocessor, result, cancel, validation, test)).Assemble();

        FitPart Part(string name, IReadOnlyList<int> rows) => FitPart.Make(name, Rows(rows), Targets(rows, scale, classWeights), preprocessor);
    }

    // The schema looked at all rows; a column may still be constant in the training rows.
    private void NoteUnvarying(Preprocessor preprocessor)
    {
        IEnumerable<string> used = _schema.Columns.Where(c => c.Kind is not ColumnKind.Ignored).Select(c => c.Name);
        string[] notes = [.. used.Except(preprocessor.Features.Select(f => f.Name), StringComparer.Ordinal).Select(n => $"'{n}' does not vary in the training rows: not used")];
        _schema = _schema with { Notes = [.. _schema.Notes, .. notes] };
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
        return new OutputScale(mean, deviation > 0 ? deviation : 1, 0.5);
    }

    private PartTargets Targets(IReadOnlyList<int> rows, OutputScale scale, double[]? classWeights)
    {
        float[] targets = _schema.Task is TaskKind.Regression
            ? [.. rows.Select(r => (float)((_values[r] - scale.TargetMean) / scale.TargetScale))]
            : [.. rows.Select(r => (float)_classes[r])];
        return new PartTargets(targets, _weights is null ? null : Pick(_weights, rows), classWeights);
    }

    private Trainer MakeTrainer(Preprocessor preprocessor, FitPart train)
    {
        Loss loss = TrainingPlan.Loss(_options, _schema.Task);
        TrainingOptions told = TrainingPlan.Options(_options, train.Table.Rows, _run);
        int outputs = ModelParts.OutputsFor(_schema);
        IStepObserver[] observers = [.. _monitor is null ? Array.Empty<IStepObserver>() : [_monitor], .. _run.Observers];
        return _run.ResumeFrom is null
            ? new Trainer(NetworkPlan.Create(_options, preprocessor, outputs, train.Set!.X.Span), loss, told, observers)
            : Resumption.Resume(_run, told, loss, NetworkPlan.Layers(_options, outputs), observers);
    }

    // Held rows are those that no weight was learned from.
    private HealthReport? Health(Network network, Preprocessor preprocessor, TrainingResult result, CancellationToken cancel, params FitPart[] held)
    {
        if (_monitor is null)
        {
            return null;
        }

        float[] x = [.. held.Where(p => p.Set is not null).SelectMany(p => p.Set!.X.ToArray())];
        CertificationOptions? certification = _run.CertifySeconds > 0
            ? new CertificationOptions { Seconds = _run.CertifySeconds, Groups = preprocessor.OneHotGroups, Cancel = cancel }
            : null;
        HealthReport report = _monitor.Report(network, x, x.Length / network.Inputs, certification);
        return report.Findings.Count > 0 && result.Reason != StopReason.Cancelled && _run.Explain?.Invoke(result) is { } cost
            ? new CauseFinder(_monitor, cost).Explain(report, _run.ExplainProgress, cancel)
            : report;
    }

    private double Metric(ReadOnlySpan<float> outputs, TrainingSet set, FitPart part)
    {
        ReadOnlySpan<float> targets = set.Targets.Span;
        if (_schema.Task is TaskKind.Regression)
        {
            return Metrics.RSquared.Of(Widen(targets), Widen(outputs), part.Weights);
        }

        int classes = _schema.Classes.Count;
        int[] actual = new int[targets.Length];
        for (int row = 0; row < actual.Length; row++)
        {
            actual[row] = (int)targets[row];
        }

        float[] probabilities = ClassificationModel.Probabilities(outputs, classes, _schema.Task);
        return Metrics.Accuracy.Of(actual, ClassificationModel.Choose(probabilities, classes, _schema.Task, _options.Threshold), part.Weights);
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
