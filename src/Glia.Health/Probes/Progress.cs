using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>Has the network learned anything? A signal that fades or outgrows is only a problem where it has not.</summary>
internal static class Progress
{
    /// <summary>The loss never got below 95 % of what the best constant answer gives, or training ended in values that are no numbers.</summary>
    public static bool IsMissing(Evidence evidence) => evidence.Training is { } training
        && (training.NonFiniteStep is not null || training.LossShare >= evidence.Options.UnlearnedLossShare);

    /// <summary>The loss, as a sentence after another.</summary>
    public static string Say(TrainingRecord training) => training.GuessLoss is { } guess
        ? Invariant($" The loss never got below {Words.Number(training.LowestLoss)}; the best constant answer gives {Words.Number(guess)}.")
        : Invariant($" The loss never got below {Words.Number(training.LowestLoss)} after {Words.Number(training.StartLoss)} at the start.");

    /// <summary>What confirms a threshold, for its source.</summary>
    public const string Confirmed = "; reported only where the loss stays within 5 % of what a constant answer gives";
}
