using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Certificates;
using Glia.Health.Curves;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>From prepared rows to a model.</summary>
internal sealed class FitTraining(PreparedFit fit, FitOptions options, FitRun run)
{
    private readonly HealthMonitor? _monitor = run.Watch ? run.Monitor ?? new HealthMonitor(run.Explain is null ? new HealthOptions { SnapshotBytes = 0 } : null) : null;

    public TabularModel Run(long started, CancellationToken cancel)
    {
        Calibration.Check(options, fit);
        Trainer trainer = MakeTrainer();
        trainer.Metric = (outputs, set) => EpochMetric.Of(outputs, set, (ReferenceEquals(set, fit.Train.Set) ? fit.Train : fit.Validation).Weights, fit.Schema, fit.Scale);
        run.Planned?.Invoke(new FitPlan(
            fit.Source, fit.Schema, fit.Preprocessor, fit.Rows, trainer.Network, trainer.Loss.Text, FitReport.OutputActivation(fit.Schema.Task, fit.Scale), trainer.Options)
        {
            Split = fit.Split,
            Scale = fit.Scale,
        });
        TrainingResult result = fit.Streamed is null ? trainer.Fit(fit.Train.Set!, fit.Validation.Set, cancel) : Stream(trainer, fit.Streamed, cancel);
        CalibrationOutcome calibrated = Calibration.Of(options, [trainer.Network], fit.Schema, fit.Scale, fit.Validation, fit.Test);
        RunRecord record = new FitReport(fit with { Scale = calibrated.Scale }, options, trainer, result).Make(() => run.Clock.GetElapsedTime(started).TotalSeconds) with
        {
            Calibration = calibrated.Record,
            CalibrationByTarget = calibrated.ByTarget,
        };
        return new ModelParts(fit.Schema, fit.Preprocessor, trainer.Network, calibrated.Scale, record, Health(trainer.Network, result, cancel)).Assemble();
    }

    private TrainingResult Stream(Trainer trainer, StreamedRows rows, CancellationToken cancel)
    {
        TrainingResult result = trainer.FitStreamed(rows, fit.Validation.Set, cancel);

        // The windows, half of the memory that may be taken, are not needed any more, but would stay beside what judging the model takes.
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return result;
    }

    private Trainer MakeTrainer()
    {
        Loss loss = TrainingPlan.Loss(options, fit);
        TrainingOptions told = TrainingPlan.Options(options, fit.Rows.Train, run);
        int outputs = ModelParts.OutputsFor(fit.Schema);
        IStepObserver[] observers = Observers();
        return run.ResumeFrom is null
            ? new Trainer(fit.Starts is [var start] ? start : NetworkPlan.Create(options, fit.Preprocessor, outputs, fit.UsedInputs), loss, told, observers)
            : Resumption.Resume(run, told, loss, fit.Starts is [var same] ? same.Spec : NetworkPlan.Layers(options, outputs, fit.Preprocessor), observers);
    }

    // Meters may be listened to at any time; a training that nobody watches stays one unless somebody listens when it begins.
    private IStepObserver[] Observers()
    {
        IStepObserver[] watching = [.. _monitor is null ? Array.Empty<IStepObserver>() : [_monitor], .. run.Observers];
        return watching.Length > 0 || TrainingMeters.HasListener ? [.. watching, new TrainingMeters(_monitor)] : watching;
    }

    // Held rows are those that no weight was learned from.
    private HealthReport? Health(Network network, TrainingResult result, CancellationToken cancel)
    {
        if (_monitor is null)
        {
            return null;
        }

        float[] x = [.. new[] { fit.Validation, fit.Test }.Where(p => p.Set is not null).SelectMany(p => p.Set!.X.ToArray())];
        CertificationOptions? certification = run.CertifySeconds > 0
            ? new CertificationOptions { Seconds = run.CertifySeconds, Groups = fit.Preprocessor.OneHotGroups, Cancel = cancel }
            : null;
        HealthReport report = _monitor.Report(network, x, x.Length / network.Inputs, certification);
        return report.Findings.Count > 0 && result.Reason != StopReason.Cancelled && run.Explain?.Invoke(result) is { } cost
            ? new CauseFinder(_monitor, cost).Explain(report, run.ExplainProgress, cancel)
            : report;
    }
}
