using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>What is to be cured.</summary>
/// <param name="Network">The network as training left it. Treatments work on copies.</param>
/// <param name="Options">How it was trained.</param>
/// <param name="Loss">What the training made small.</param>
/// <param name="Train">Rows to learn from.</param>
/// <param name="Held">Rows to judge by.</param>
/// <param name="Health">What is wrong with it.</param>
public sealed record Patient(Network Network, TrainingOptions Options, Loss Loss, TrainingSet Train, TrainingSet Held, HealthReport Health)
{
    /// <summary>Rows that activations are measured on: enough for quantiles to a few percent, few enough to be quick.</summary>
    private const int MostSampled = 1024;

    /// <summary>
    /// Gets whether units died while the network learned, or nobody saw when: of a step, then, which has to become smaller before they are revived.
    /// </summary>
    internal bool DiedOfSteps => Health.Layers.Any(layer => Health.Mute(layer.Name)
        .Any(unit => layer.LastFiredStep.Count == 0 || layer.LastFiredStep[unit] >= 0));

    /// <summary>Gets whether a whole layer, not single units, has lost the signal.</summary>
    internal bool LostSignal => Health.Findings.Any(finding => !Problems.IsMinor(finding.Problem) && finding.Problem != Problems.SaturatedUnits);

    /// <summary>Gets the rate for a network whose units are revived: a tenth where steps killed them, else as it was.</summary>
    internal TrainingOptions Gentle => DiedOfSteps ? Options with { LearningRate = Options.LearningRate / 10 } : Options;

    /// <summary>A copy of the network.</summary>
    internal Network Copy() => Surgery.Copy(Network);

    /// <summary>Some of the training rows, evenly taken.</summary>
    internal TrainingSet Sample() => Deaths.Sample.Of(Train, MostSampled).Set;
}
