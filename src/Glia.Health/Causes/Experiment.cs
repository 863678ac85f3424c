using Glia.Health.Deaths;
using Glia.Health.Measures;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>Runs an arrangement and looks at the network it ends with.</summary>
internal static class Experiment
{
    /// <summary>Runs to the last step of the case.</summary>
    /// <param name="what">The case.</param>
    /// <param name="arrangement">What differs.</param>
    /// <param name="deadline">When to give up.</param>
    /// <param name="cancel">Heard between steps.</param>
    /// <param name="observers">Who watches besides the monitor.</param>
    /// <returns>The outcome; null where it did not come to its end.</returns>
    public static Outcome? Run(Case what, Arrangement arrangement, Deadline deadline, CancellationToken cancel, params IReadOnlyList<IStepObserver> observers)
    {
        Deadline clock = new(double.PositiveInfinity);
        TrainingState from = arrangement.From;
        TrainingOptions options = Replay.Options(from);
        options = arrangement.Options?.Invoke(options) ?? options;
        HealthMonitor monitor = new(what.Record.Options with { SnapshotBytes = 0, MaximumFrames = 2 });
        UpdateWatch? updates = what.Report.Findings.Any(finding => finding.Problem == Problems.ExplodingGradient) ? new UpdateWatch() : null;
        IReadOnlyList<IStepObserver> watching = [monitor, .. updates is null ? [] : new[] { updates }, .. observers];
        Trainer trainer = arrangement.Network is { } make
            ? new Trainer(make(), from.Loss, options, watching)
            : Trainer.From(from, options, watching);
        arrangement.Touch?.Invoke(trainer.Network);
        trainer.Rule = new ExperimentRule(what.End, deadline, arrangement.Rule?.Invoke());
        Func<TrainingSet, TrainingSet> rows = arrangement.Rows ?? (set => set);
        TrainingSet sample = rows(what.Sample.Set);
        double startLoss = MeanLoss.Of(trainer.Network, from.Loss, sample);
        TrainingSet? validation = what.Record.Validation is { } held ? rows(held) : null;
        TrainingResult result = Replay.Run(trainer, rows(what.Record.Train), validation, cancel);
        if (result.Reason == StopReason.Cancelled || (result.Steps < what.End && result.Reason != StopReason.NonFinite && deadline.IsOver))
        {
            return null;
        }

        return new Outcome(
            monitor.Report(trainer.Network, sample.X, sample.Rows),
            result.Reason == StopReason.NonFinite ? double.NaN : MeanLoss.Of(trainer.Network, from.Loss, sample),
            startLoss,
            result.Steps - from.Step,
            updates?.Largest ?? 0,
            clock.Elapsed);
    }
}

/// <summary>What an experiment ended with.</summary>
/// <param name="Health">Health of the network, its units counted over the sample.</param>
/// <param name="Loss">Loss over the sample; NaN where it stopped being finite.</param>
/// <param name="StartLoss">Loss over the sample that it began with.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="LargestUpdate">Largest rms(update) / rms(weights); 0 where no finding asks for it.</param>
/// <param name="Seconds">Time it took.</param>
internal sealed record Outcome(HealthReport Health, double Loss, double StartLoss, long Steps, double LargestUpdate, double Seconds);
