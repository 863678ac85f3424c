using Glia.Health.Deaths;
using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>Has the network learned anything? A signal that fades or outgrows is only a problem where it has not.</summary>
internal static class Progress
{
    /// <summary>The loss never got below 95 % of what the best constant answer gives, or training ended in values that are no numbers.</summary>
    public static bool IsMissing(Evidence evidence) => evidence.Training is { } training
        && (training.NonFiniteStep is not null || training.LossShare >= evidence.Options.UnlearnedLossShare);

    /// <summary>Epochs below which it cannot be said that something came late.</summary>
    private const int FewestEpochs = 10;

    /// <summary>
    /// Of ten epochs or more half left the loss above half of where it is when nothing is learned, and the second half of the epochs brought more than a third of the whole fall: training
    /// ended in the middle of it.
    /// </summary>
    public static bool IsLate(Evidence evidence)
    {
        if (evidence.Training is not { Losses.Count: >= FewestEpochs, NonFiniteStep: null } training)
        {
            return false;
        }

        double fall = training.UnlearnedLoss - training.LowestLoss, half = training.UnlearnedLoss - training.Losses.Take(training.Losses.Count / 2).Min();
        return 2 * High(evidence) >= training.Losses.Count && fall - half > fall / 3;
    }

    /// <summary>Training rows that a loss is taken over, at most.</summary>
    private const int MostRows = 2048;

    /// <summary>The loss of the network as it stands, and the training rows it was taken over, all or an even sample; null where no training was watched or it is no number.</summary>
    public static (TrainingSet Rows, double Loss)? Now(Evidence evidence)
    {
        if (evidence is not { Network: { } network, Training: { Trainer: { } trainer } training })
        {
            return null;
        }

        TrainingSet rows = Sample.Of(training.Train, MostRows).Set;
        double loss = MeanLoss.Of(network, trainer.Loss, rows);
        return double.IsFinite(loss) ? (rows, loss) : null;
    }

    /// <summary>How late, as a sentence after another.</summary>
    public static string SayLate(Evidence evidence) => Invariant($" Of {evidence.Training!.Losses.Count} epochs {High(evidence)} left the loss above half of the {Words.Number(evidence.Training.UnlearnedLoss)} that it is when nothing is learned; it was still falling fast at {Words.Number(evidence.Training.LowestLoss)} when training ended.");

    private static int High(Evidence evidence) => evidence.Training!.Losses.Count(loss => loss > evidence.Options.LearnedLossShare * evidence.Training.UnlearnedLoss);

    /// <summary>The loss, as a sentence after another.</summary>
    public static string Say(TrainingRecord training) => training.GuessLoss is { } guess
        ? Invariant($" The loss never got below {Words.Number(training.LowestLoss)}; the best constant answer gives {Words.Number(guess)}.")
        : Invariant($" The loss never got below {Words.Number(training.LowestLoss)} after {Words.Number(training.StartLoss)} at the start.");

    /// <summary>What confirms a threshold, for its source.</summary>
    public const string Confirmed = "; reported only where the loss stays within 5 % of what a constant answer gives";
}
