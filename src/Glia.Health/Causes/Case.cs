using Glia.Health.Deaths;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>What is to be explained, and where experiments start and end.</summary>
/// <param name="Record">What the monitor wrote down.</param>
/// <param name="Report">The findings, with the deaths.</param>
/// <param name="Initial">The first state.</param>
/// <param name="Start">The state that experiments start from, unless a factor acts from the beginning.</param>
/// <param name="End">The last step of all experiments.</param>
/// <param name="Sample">The rows that units and losses are judged by.</param>
internal sealed record Case(TrainingRecord Record, HealthReport Report, TrainingState Initial, TrainingState Start, long End, Sample Sample)
{
    /// <summary>Gets the gradient norm to clip at: the 90th percentile of the steps that went well, from the unchanged replay; 0: none.</summary>
    public double ClipAt { get; init; }

    /// <summary>Gets whether the first state is the beginning of the training: a resumed one has none to change.</summary>
    public bool HasBeginning => Initial.Step == 0;

    /// <summary>Gets whether units were dead from the beginning.</summary>
    public bool HasBornDead => Report.Findings.Any(finding => Problems.IsMute(finding.Problem) && finding.Units.Any(unit => BornDead(finding.Layer, unit)));

    /// <summary>Gets the step of the batch to leave out: the one in which the gradient burst or that killed most units, whichever came first; null: none.</summary>
    public long? KillingStep => DeadliestStep is { } deadliest && !(BurstStep < deadliest) ? deadliest : BurstStep;

    private long? DeadliestStep => Report.Deaths.GroupBy(death => death.Step).OrderByDescending(step => step.Count()).ThenBy(step => step.Key).FirstOrDefault()?.Key;

    private long? BurstStep => Findings(Problems.ExplodingGradient).FirstOrDefault()?.SinceStep;

    /// <summary>Gets whether the gradient of the killing step stood out from those before.</summary>
    public bool IsKillerOutstanding => KillingStep is { } step && (Report.Deaths.FirstOrDefault(death => death.Step == step) is { } death
        ? death.MedianGradientNorm > 0 && death.GradientNorm > Record.Options.ExplodingNorm * death.MedianGradientNorm
        : Findings(Problems.ExplodingGradient).Any(finding => finding.SinceStep == step));

    /// <summary>Whether a unit never fired in any batch.</summary>
    public bool BornDead(string layer, int unit) =>
        Report.Layers.FirstOrDefault(each => each.Name == layer) is { LastFiredStep.Count: > 0 } health && health.LastFiredStep[unit] < 0;

    private IEnumerable<Finding> Findings(string problem) => Report.Findings.Where(finding => finding.Problem == problem);
}
