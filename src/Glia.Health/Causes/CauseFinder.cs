using Glia.Health.Deaths;
using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>
/// Tests causes instead of guessing them. A training repeats itself to the bit, so it is replayed from the last kept state before the failure
/// with one factor changed at a time, and what each change alone does is counted. Before that, a replay with nothing changed dates the death of each unit.
/// </summary>
/// <remarks>
/// The table is evidence about this run: the factor that suffices earliest in the chain is named. The training itself is not
/// touched: networks of experiments are their own.
/// </remarks>
/// <param name="monitor">Watched the training, with <see cref="HealthOptions.SnapshotBytes"/> above 0.</param>
/// <param name="options">What it may cost; null for the defaults.</param>
public sealed class CauseFinder(HealthMonitor monitor, CauseOptions? options = null)
{
    /// <summary>Share of the time for dating deaths.</summary>
    private const double DeathShare = 0.25;

    /// <summary>The unchanged replay, its repeats, and repeats of two changes.</summary>
    private const int RunsBesides = 7;

    /// <summary>Steps in which the loss of a training that works falls clearly; small networks with Adam at its usual rate need some hundreds.</summary>
    private const long StepsToLearn = 500;

    /// <summary>Fewest steps worth an experiment.</summary>
    private const long FewestSteps = 50;

    /// <summary>Time of a replayed step over one of the original: one thread, watched, and beside another.</summary>
    private const double Slower = 1.5;

    private readonly CauseOptions _options = options ?? new CauseOptions();

    /// <summary>Dates the deaths and tests the causes of every finding.</summary>
    /// <param name="report">The monitor's report on the training.</param>
    /// <param name="progress">Told what goes on; null: nobody. Calls come from the threads of experiments.</param>
    /// <param name="cancel">Ends it; what is known by then is in the result.</param>
    /// <returns>
    /// The report with <see cref="HealthReport.Deaths"/> and <see cref="HealthReport.Causes"/>; the same report where there are no findings, or no
    /// state was kept, or rows were streamed.
    /// </returns>
    /// <exception cref="InvalidOperationException">The monitor has not watched a training to its end.</exception>
    /// <exception cref="ArgumentException">The options make no sense, or the report is of another network.</exception>
    public HealthReport Explain(HealthReport report, IProgress<CauseProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(report);
        _options.Check(nameof(options));
        TrainingRecord record = monitor.Record();
        TrainingResult result = record.Result ?? throw new InvalidOperationException("The training is not over yet; causes are found afterwards.");
        if (!report.Layers.Select(layer => layer.Units).SequenceEqual(record.Layers.Select(layer => layer.Stage.Units)))
        {
            throw new ArgumentException("The report is not on the network that the monitor watched.", nameof(report));
        }

        bool noStep = record.Snapshots.States.Count > 0 && result.Steps == record.Snapshots.States[0].Step && result.Reason != StopReason.NonFinite;
        if (report.Findings.Count == 0 || record.Snapshots.States.Count == 0 || record.Snapshots.States[0].IsStreamed || noStep)
        {
            return report;
        }

        Deadline deadline = new(_options.Seconds);
        progress?.Report(new CauseProgress("dating the deaths of units", 0, 0));
        report = report with { Deaths = DeathSearch.Find(record, report, deadline.Share(DeathShare), cancel) };
        return cancel.IsCancellationRequested ? report : report with { Causes = Test(Open(record, report, result, deadline), deadline, progress, cancel) };
    }

    /// <summary>Decides where experiments start and end.</summary>
    private Case Open(TrainingRecord record, HealthReport report, TrainingResult result, Deadline deadline)
    {
        TrainingState initial = record.Snapshots.States[0];

        // A training that broke off is compared with others two passes further on, and not before these have had the time to learn.
        long planned = (long)initial.Options.Epochs * initial.StepsPerEpoch;
        long total = result.Reason == StopReason.NonFinite ? Math.Min(planned, Math.Max(result.Steps + (2L * initial.StepsPerEpoch) + 1, StepsToLearn)) : result.Steps;
        Case what = new(record, report, initial, initial, total, Sample.Of(record.Train, _options.Rows));
        what = what.KillingStep is { } killing ? what with { Sample = Sample.Of(record.Train, _options.Rows, initial.RowsOf(killing)) } : what;
        bool fromStart = what.HasBornDead || report.Findings.Any(finding => finding.Units.Count == 0 && finding.Problem != Problems.ExplodingGradient);
        long? first = fromStart ? null : Earlier(report.Deaths.Count > 0 ? report.Deaths[0].Step : null, report.Findings.Min(finding => finding.SinceStep));
        TrainingState start = first is { } step ? record.Snapshots.Before(step - 1) ?? initial : initial;

        // Whether a unit is dead shows after one whole pass in silence; two make sure. Where the training did not learn, the question is what lets it learn, and that shows at its end.
        double firstLoss = MeanLoss.Of(initial.ToNetwork(), initial.Loss, what.Sample.Set), lastLoss = MeanLoss.Of(record.Network, initial.Loss, what.Sample.Set);
        bool learned = lastLoss < record.Options.StuckLossShare * firstLoss;
        long wanted = !learned || report.Findings.Any(finding => finding.Units.Count == 0) || report.Deaths.Count == 0
            ? total
            : report.Deaths[^1].Step + (2L * initial.StepsPerEpoch);
        double secondsAStep = Slower * result.Seconds / Math.Max(1, result.Steps - initial.Step);
        double affordable = deadline.Left * _options.Workers / (FactorCatalog.All.Count + RunsBesides) / Math.Max(secondsAStep, 1e-9);
        long steps = _options.Steps > 0 ? _options.Steps : (long)Math.Clamp(affordable, Math.Min(FewestSteps, total), total);
        return what with { Start = start, End = Math.Min(Math.Min(wanted, total), start.Step + steps) };
    }

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b : a;

    private List<CauseReport> Test(Case what, Deadline deadline, IProgress<CauseProgress>? progress, CancellationToken cancel)
    {
        progress?.Report(new CauseProgress("replaying with nothing changed", 0, FactorCatalog.All.Count + 1));
        ChainWatch chain = new(what.Record.Options, Epsilon(what.Start.Options.Optimizer));
        Outcome? unchanged = Experiment.Run(what, new Arrangement(what.Start) { Text = "nothing" }, deadline, cancel, chain);
        if (unchanged is null)
        {
            return [];
        }

        long? killed = Earlier(what.Report.Deaths.Count > 0 ? what.Report.Deaths[0].Step : null, what.KillingStep);
        long good = killed - 1 - what.Start.Step ?? unchanged.Steps / 2;
        what = what with { ClipAt = chain.Norm(good) };
        ExperimentBatch batch = new(what, deadline, progress, cancel);
        IReadOnlyList<(Factor Factor, Arrangement Arrangement, Outcome? Outcome)> runs = batch.Run(_options.Workers);
        Verdict verdict = new(what, unchanged, [.. chain.Links], runs, new Repeats(what, runs, deadline, progress, cancel));
        return [.. what.Report.Findings.Select(verdict.On)];
    }

    private static double Epsilon(string optimizer) =>
        OptimizerText.Name(optimizer) is "adam" or "adamw" or "rmsprop" ? OptimizerText.Number(optimizer, "epsilon", FactorCatalog.UsualEpsilon) : 0;
}
