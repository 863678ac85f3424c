using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Imbalanced classes: the most frequent class has more than 10 times the (weighted) rows of the least frequent one, and the network has learned nothing but
/// these shares. Classes in the targets of softmax_cross_entropy, or 0 and 1 of one binary output.
/// </summary>
/// <remarks>Threshold: SageMaker Debugger, ClassImbalance, 10. An imbalance that the network copes with is no fault.</remarks>
internal sealed class ClassImbalance : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { Trainer: { } trainer } training || !Progress.IsMissing(evidence))
        {
            yield break;
        }

        double[] shares = [.. Shares(trainer.Loss, training)];
        double least = shares.Where(share => share > 0).DefaultIfEmpty(1).Min(), most = shares.DefaultIfEmpty(1).Max();
        if (most > evidence.Options.ImbalanceRatio * least)
        {
            yield return new Finding(
                Problems.ClassImbalance,
                "loss",
                [],
                Proof.Observed,
                1,
                most / least,
                evidence.Options.ImbalanceRatio,
                "SageMaker Debugger, ClassImbalance, 10" + Progress.Confirmed,
                Invariant($"Class {Array.IndexOf(shares, most)} has {Words.Number(most / least)} times the rows of class {Array.IndexOf(shares, least)} ({Words.Percent(most)} and {Words.Percent(least)}), and the network only learned these shares.")
                + Progress.Say(training),
                "Weight the classes by the inverse of their share, or add rows of the rare ones.")
            {
                ChainRule = "∂L/∂w is a mean over rows: the rare class has a share of it as small as its share of the rows, and the others outvote it.",
            };
        }
    }

    private static double[] Shares(Loss loss, TrainingRecord training) => loss.Text switch
    {
        "softmax_cross_entropy" => ConstantGuess.Shares(training.Train, training.Network.Outputs),
        "binary_cross_entropy" when training.Train.TargetWidth == 1 => [1 - ConstantGuess.Mean(training.Train, 0), ConstantGuess.Mean(training.Train, 0)],
        _ => [],
    };
}
