using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Vanishing gradient: with g the gradient on pre-activations, rms(g of the first stage) / rms(g of the last) &lt; 1e-3 over an epoch, in a
/// network of at least three stages whose loss is far from its floor (above half of what it is where nothing is learned: the lower of the start's and the best constant answer's),
/// confirmed by one of: the first weights' update ratio &lt; 1e-5; their gradient per weight &lt; 1e-6; a loss that has not moved (above 0.9 of the same). Or, from the
/// first epoch on, gradient per weight &lt; 1e-6 in every stage. It must still hold when training ends, or have held in half of all epochs and left the loss above three quarters:
/// then it is over too late. Gradients that are exactly 0 say nothing here: that is a dead layer.
/// </summary>
/// <remarks>
/// Never the ratio of weight gradients: each is backward signal times forward signal, so an even collapse of both leaves it flat.
/// Never absolute size alone: small gradients at the floor of the loss are healthy, and loss scaling moves them.
/// Sources: AutoTrainer (ICSE 2021) for 1e-3, TheDeepChecker (TOSEM 2022) for the healthy range of updates.
/// </remarks>
internal sealed class VanishingGradient : IProbe
{
    private const string RatioSource = "AutoTrainer (ICSE 2021), 1e-3, on pre-activation gradients; confirmed by update, gradient per weight or a stuck loss";
    private const string StarvedSource = "Gradient per weight of AutoTrainer's 34-layer case: 1e-7 in every layer, above 1e-3 when repaired";

    /// <summary>Share of the loss of a network that has learned nothing above which little came of the epochs that were left: a quarter gained, our choice.</summary>
    private const double TooHigh = 0.75;

    private EpochSignal? _since;
    private EpochSignal? _last;
    private EpochSignal? _first;
    private EpochSignal? _longest;
    private int _epochs;
    private int _seen;
    private int _all;

    private enum Verdict
    {
        No,
        Yes,
        Unknown,
    }

    /// <inheritdoc/>
    public void Started(TrainingRecord record) => (_since, _last, _first, _longest, _epochs, _seen, _all) = (null, null, null, null, 0, 0, 0);

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
        _seen++;
        switch (Judge(signal, record))
        {
            case Verdict.Yes:
                (_since, _first) = (_since ?? signal, _first ?? signal);
                (_last, _longest) = (signal, signal);
                (_epochs, _all) = (_epochs + 1, _all + 1);
                break;
            case Verdict.No:
                (_since, _last, _epochs) = (null, null, 0);
                break;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { } training)
        {
            yield break;
        }

        // It holds at the end, or it went on for so long that what came after was too little.
        bool tooLate = _last is null && 2 * _all >= _seen && training.LowestLoss > TooHigh * training.UnlearnedLoss;
        if ((tooLate ? _longest : _last) is { } signal && (tooLate ? _first : _since) is { } since)
        {
            bool byRatio = signal.GradientRatio < evidence.Options.VanishingRatio;
            yield return new Finding(
                Problems.VanishingGradient,
                training.Stages[0].Name,
                [],
                Proof.Observed,
                since.FirstStep,
                byRatio ? signal.GradientRatio!.Value : signal.Layers.Max(layer => layer.GradientPerWeight) ?? 0,
                byRatio ? evidence.Options.VanishingRatio : evidence.Options.StarvedGradientRatio,
                byRatio ? RatioSource : StarvedSource,
                Profile(training, signal, tooLate ? _all : _epochs) + Confirmation(training, signal)
                    + (tooLate ? Invariant($" That lasted for {_all} of {_seen} epochs; what was left did not bring the loss below {Words.Number(training.LowestLoss)}.") : ""),
                Advice(training, signal))
            {
                ChainRule = "∂L/∂z of a layer = ∂L/∂z of the next · W · f′(z): W · f′(z) is below 1 in every layer, and the product over the layers is next to 0 at the first.",
            };
        }
    }

    private Verdict Judge(EpochSignal signal, TrainingRecord record)
    {
        HealthOptions options = record.Options;
        if (signal.Layers.Count < 3 || signal.Loss <= options.LearnedLossShare * record.UnlearnedLoss)
        {
            return Verdict.No;
        }

        if (signal.GradientRatio is not { } ratio)
        {
            return Verdict.Unknown;
        }

        LayerSignal first = signal.Layers[0];
        bool confirmed = first.UpdateRatio < options.StalledUpdateRatio
            || first.GradientPerWeight < options.StarvedGradientRatio
            || signal.Loss > options.StuckLossShare * record.UnlearnedLoss;
        bool starved = (_since is not null || record.FirstFrame?.Epoch == signal.Epoch)
            && signal.Layers.All(layer => !(layer.GradientPerWeight >= options.StarvedGradientRatio));
        return (ratio < options.VanishingRatio && confirmed) || starved ? Verdict.Yes : Verdict.No;
    }

    private static string Profile(TrainingRecord training, EpochSignal signal, int epochs)
    {
        int worst = Enumerable.Range(0, signal.Layers.Count - 1).MinBy(i => signal.Layers[i].BackwardGain ?? double.MaxValue);
        return Invariant($"The gradient on pre-activations is {Words.Number(signal.Layers[^1].GradientRms)} at '{training.Stages[^1].Name}' and ")
            + Invariant($"{Words.Number(signal.Layers[0].GradientRms)} at '{training.Stages[0].Name}': {Words.Number(signal.GradientRatio!.Value)} of it arrives, ")
            + Invariant($"a gain of {Words.Number(signal.GainPerLayer!.Value)} a layer over {signal.Layers.Count - 1} layers (least at '{training.Stages[worst].Name}': ")
            + Invariant($"{Words.Number(signal.Layers[worst].BackwardGain ?? 0)}), in {Words.Count(epochs, "epoch")} up to epoch {signal.Epoch}.");
    }

    private static string Confirmation(TrainingRecord training, EpochSignal signal)
    {
        LayerSignal first = signal.Layers[0];
        string growth = signal.ForwardGrowth is { } factor ? Invariant($"; outputs of the last hidden layer are {Words.Number(factor)} times the input's") : "";
        return Invariant($" In '{training.Stages[0].Name}' an update is {Words.Number(first.UpdateRatio ?? 0)} and the gradient {Words.Number(first.GradientPerWeight ?? 0)} of the weights; ")
            + Invariant($"the loss is {Words.Number(signal.Loss)} after {Words.Number(training.Pulse.StartLoss)} at the start{growth}.");
    }

    /// <summary>
    /// Slopes below 1 shrink it whatever the weights; slopes of 1 leave it to the weights, unless units sit in flat tails: then the
    /// forward signal keeps its size (it would fade by more than e^−0.2 a layer if weights were too small).
    /// </summary>
    private static string Advice(TrainingRecord training, EpochSignal signal)
    {
        double perLayer = Math.Pow(signal.ForwardGrowth ?? 1, 1.0 / (signal.Layers.Count - 1));
        Stage first = training.Stages[0];
        bool steep = first.Activation is not { } layer || layer.Activation.Info.SlopeRange.High >= 1;
        return steep && (first.Flat is null || perLayer < Math.Exp(-0.2))
            ? "The weights start too small: initialise by the activation (he for rectifiers), or add normalisation layers."
            : "The slopes shrink it: use an activation whose largest slope is 1, fewer layers, or normalisation layers.";
    }
}
