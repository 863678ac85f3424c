using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Exploding gradient, in one of four ways. Burst: the gradient norm of a step (of steps of
/// 32 rows together, where batches are smaller) is above 10 times its running median, its loss above the loss at
/// the start and twice its running median, and either the weights are thrown (update ratio &gt; 0.1) or the loss is above 10 times the start.
/// Divergence: an epoch's loss and its median norm are both above 10 times the start. Depth: rms(g of the first stage) /
/// rms(g of the last) &gt; 70 while the forward signal grows more than 100 times, or updates throw the weights and the loss is not
/// below its start. Overflow: values stopped being finite after the norm had grown 10 times.
/// </summary>
/// <remarks>
/// None of the usual rules holds alone: deep healthy networks have ratios above 70 (all of AutoTrainer's published healthy cases were
/// flagged by it once its accuracy gate was raised), and fitted networks have single batches far above their median norm.
/// Sources: AutoTrainer (ICSE 2021) for 70; TheDeepChecker (TOSEM 2022) and DeepDiagnosis (ICSE 2022) for 0.1.
/// </remarks>
internal sealed class ExplodingGradient : IStepProbe
{
    private const string NormSource = "10 times the running median of the gradient norm, confirmed by loss or update ratio (0.1: TheDeepChecker, TOSEM 2022)";
    private const string RatioSource = "AutoTrainer (ICSE 2021), 70, confirmed by forward growth or update ratio (0.1: TheDeepChecker, TOSEM 2022)";

    private const string ChainRule = "∂L/∂w = ∂L/∂z · x, with ∂L/∂z = ∂L/∂z of the next layer · W · f′(z): no factor is 0; their product is far above 1, and the step it makes leaves the region it was measured in.";

    /// <summary>Beats that a running median needs before a thrown step counts; a loss of 10 times the start counts from the second beat.</summary>
    private const int SettledBeats = 5;

    private long _bursts;
    private (int Stage, double Ratio) _update;
    private (Beat Beat, int Stage, double Update, double Median) _burst;
    private EpochSignal? _since;
    private EpochSignal? _last;

    /// <inheritdoc/>
    public void StepEnded(in StepView step, TrainingRecord record)
    {
        Pulse pulse = record.Pulse;
        HealthOptions options = record.Options;
        if (record.IsFinite && pulse.History > 0 && step.HasBefore && pulse.Norm > options.ExplodingNorm * pulse.MedianNorm)
        {
            (int Stage, double Ratio) update = record.Meter.LargestUpdate(step);
            _update = update.Ratio > _update.Ratio ? update : _update;
        }

        if (pulse.Ended is { } beat)
        {
            Judge(beat, pulse, options);
            _update = (0, 0);
        }
    }

    private void Judge(Beat beat, Pulse pulse, HealthOptions options)
    {
        bool standsOut = pulse.History > 0
            && beat.Norm > options.ExplodingNorm * pulse.MedianNorm
            && beat.Loss > 2 * pulse.MedianLoss
            && beat.Loss > pulse.StartLoss;
        bool thrown = _update.Ratio > options.ThrownUpdateRatio && pulse.History >= SettledBeats;
        if (standsOut && (thrown || beat.Loss > options.ExplodingLoss * pulse.StartLoss) && _bursts++ == 0)
        {
            _burst = (beat, _update.Stage, _update.Ratio, pulse.MedianNorm);
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
        if (Diverges(signal, record) || IsDeep(signal, record))
        {
            _since ??= signal;
            _last = signal;
        }
        else
        {
            (_since, _last) = (null, null);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (evidence.Training is not { } training)
        {
            yield break;
        }

        if (_since is not null && _last is not null)
        {
            yield return ByEpoch(training, _since, _last);
        }
        else if (_bursts > 0)
        {
            yield return ByBurst(training);
        }
        else if (training.NonFiniteStep is { } end && !training.NonFiniteInput && training.Pulse.LastNorm > training.Options.ExplodingNorm * training.Pulse.StartNorm)
        {
            yield return ByOverflow(training, end);
        }
    }

    private static bool Diverges(EpochSignal signal, TrainingRecord record)
        => signal.Loss > record.Options.ExplodingLoss * record.Pulse.StartLoss && signal.Norm > record.Options.ExplodingNorm * record.Pulse.StartNorm;

    private static bool IsDeep(EpochSignal signal, TrainingRecord record)
        => signal.GradientRatio > record.Options.ExplodingRatio
            && (signal.ForwardGrowth > record.Options.ForwardGrowth
                || (signal.LargestUpdateRatio > record.Options.ThrownUpdateRatio && signal.Loss >= record.Pulse.StartLoss));

    private static Finding ByEpoch(TrainingRecord training, EpochSignal since, EpochSignal last)
    {
        bool deep = IsDeep(last, training);
        int largest = Enumerable.Range(0, last.Layers.Count).MaxBy(i => last.Layers[i].GradientRms);
        return new Finding(
            Problems.ExplodingGradient,
            training.Stages[largest].Name,
            [],
            Proof.Observed,
            since.FirstStep,
            deep ? last.GradientRatio!.Value : last.Norm / training.Pulse.StartNorm,
            deep ? training.Options.ExplodingRatio : training.Options.ExplodingNorm,
            deep ? RatioSource : NormSource,
            Invariant($"The gradient on pre-activations is {Words.Number(last.Layers[^1].GradientRms)} at '{training.Stages[^1].Name}' and ")
            + Invariant($"{Words.Number(last.Layers[0].GradientRms)} at '{training.Stages[0].Name}'; the loss is {Words.Number(last.Loss)} after ")
            + Invariant($"{Words.Number(training.Pulse.StartLoss)} at the start, the norm {Words.Number(last.Norm)} after {Words.Number(training.Pulse.StartNorm)}; ")
            + Invariant($"outputs of the last hidden layer are {Words.Number(last.ForwardGrowth ?? 0)} times the input's."),
            deep
                ? "Start with smaller weights (initialise by the activation), add normalisation layers, or clip the gradient norm."
                : "Lower the learning rate (try a tenth) and clip the gradient norm.")
        {
            ChainRule = ChainRule,
        };
    }

    private Finding ByBurst(TrainingRecord training) => new(
        Problems.ExplodingGradient,
        training.Stages[_burst.Stage].Name,
        [],
        Proof.Observed,
        _burst.Beat.Step,
        _burst.Beat.Norm!.Value / Math.Max(_burst.Median, 1e-300),
        training.Options.ExplodingNorm,
        NormSource,
        Invariant($"At step {_burst.Beat.Step} the gradient norm was {Words.Number(_burst.Beat.Norm!.Value)} against a running median of {Words.Number(_burst.Median)}, the loss ")
        + Invariant($"{Words.Number(_burst.Beat.Loss)} after {Words.Number(training.Pulse.StartLoss)} at the start, and the update {Words.Number(_burst.Update)} of the weights of ")
        + Invariant($"'{training.Stages[_burst.Stage].Name}'; {Words.Count(_bursts, "time")} in this training (batches below 32 rows taken together)."),
        _bursts == 1
            ? "One batch did it: look at its rows for values far outside the rest, and clip the gradient norm."
            : "Lower the learning rate (try a tenth), clip the gradient norm, and look for rows far outside the rest.")
    {
        ChainRule = ChainRule,
    };

    private static Finding ByOverflow(TrainingRecord training, long end) => new(
        Problems.ExplodingGradient,
        training.Stages[0].Name,
        [],
        Proof.Observed,
        end,
        training.Pulse.LastNorm / Math.Max(training.Pulse.StartNorm, 1e-300),
        training.Options.ExplodingNorm,
        NormSource,
        Invariant($"The gradient norm grew from {Words.Number(training.Pulse.StartNorm)} at the start to {Words.Number(training.Pulse.LastNorm)}, ")
        + Invariant($"and at step {end} a value stopped being finite."),
        "Lower the learning rate (try a tenth), start with smaller weights (initialise by the activation), or clip the gradient norm.")
    {
        ChainRule = ChainRule,
    };
}
