using Glia.Health.Measures;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Behind a baseline: with L the loss of the network as training left it, C that of the best constant answer and T that of a table of one column (16 ranges with one answer each), all on the
/// same training rows, ln(C / L) &lt; ½ · ln(C / T): the network, which has all columns, lies nearer to knowing nothing than to the table. Only where L is above half of C, where the table
/// gains a tenth or more (T ≤ 0.9 · C), after 200 steps or more, and where no other finding says why (some dead units in a layer do not).
/// </summary>
/// <remarks>
/// Source: Holte, Machine Learning 11, 1993: rules on one column (1R) come within a few points of full learners on most tables, so one that stays far behind them has not learned. Losses are compared as ratios, as
/// everywhere here; half of the way, since a network may well stop a little short of a table that fits steps exactly. What must not be mistaken for it: a target that no single column tells, where a network cannot be blamed
/// (the table then gains little), and a network that is far below half of the constant's loss, however good the table.
/// </remarks>
internal sealed class BehindBaseline : IProbe
{
    private const string Source = "Half of the way, in ratios of the loss, to a table of one column: 1R of Holte (Machine Learning 1993) comes close to full learners on most tables";

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        HealthOptions options = evidence.Options;
        if (evidence.Training is { Trainer: { } trainer, NonFiniteStep: null } training && training.Steps >= options.MinimumSteps
            && evidence.Found.All(finding => Problems.IsMinor(finding.Problem))
            && Progress.Now(evidence) is { } now && now.Loss > options.LearnedLossShare * training.GuessLoss
            && OneColumnTable.Of(trainer.Loss, now.Rows, training.Network.Outputs, training.OutputFunction) is { Guess: > 0 } table
            && table.Loss <= (1 - options.LeastBaselineGain) * table.Guess
            && now.Loss > options.LearnedLossShare * table.Guess)
        {
            double way = Math.Log(table.Guess / now.Loss) / Math.Log(table.Guess / table.Loss);
            if (way < options.BaselineWay)
            {
                yield return State(training, trainer, table, now.Loss, way, options.BaselineWay);
            }
        }
    }

    private static Finding State(TrainingRecord training, Trainer trainer, OneColumnTable table, double loss, double way, double threshold) => new(
        Problems.BehindBaseline,
        "loss",
        [],
        Proof.Observed,
        1,
        way,
        threshold,
        Source,
        Invariant($"After {training.Steps} steps the loss on the training rows is {Words.Number(loss)}. The best answer that knows nothing of the inputs gives {Words.Number(table.Guess)}, and a table that only knows input {table.Column}, ")
        + Invariant($"cut into {table.Ranges} ranges with one answer each, {Words.Number(table.Loss)}: with all inputs the network {Covered(way)} from the one to the other."),
        Advice(trainer.Options))
    {
        ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: ∂L/∂y is still large on many rows, so either the units that could use it do not pass it on (dead, too few, held down by decay), or the steps along it were too few or too small.",
    };

    private static string Covered(double way) => way <= 0 ? "has not come any of the way" : Invariant($"has come {Words.Percent(way)} of the way, in ratios of the loss,");

    private static string Advice(TrainingOptions options) => options.L1 > 0 || options.L2 > 0
        ? Invariant($"Lower the decay first (L1 {Words.Number(options.L1)}, L2 {Words.Number(options.L2)}): try a tenth and none. Then train longer, with another rate, or start from another seed with wider layers.")
        : "Train longer and try ten times and a tenth of the rate; start from another seed with wider or fewer layers, since very narrow deep ones often end in a poor minimum; look at the activation of the output.";
}
