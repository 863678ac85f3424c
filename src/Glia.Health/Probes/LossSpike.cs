using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>
/// Loss spike that left its mark: with U the loss where nothing is learned, the running median of the loss (over 101 batches, batches below 32 rows taken together) rises at some time by more than
/// U / 10 above the lowest it had until then, and the network as training left it has a loss on the training rows that is above U / 10, too, and more than a tenth above the lowest running one, the median or, of a rare class, the mean (<see cref="Pulse.WholeLoss"/>): it has been better.
/// </summary>
/// <remarks>
/// Sources: the size of a swing is that of <see cref="OscillatingLoss"/>, which asks for many of them in ten epochs or more; one is enough here, because the network is worse than it was. Spikes of a running loss
/// and restarts after them: Chowdhery et al., PaLM, 2022, and Takase et al., Spike No More, arXiv 2312.16903, who find large gradients before them. What must not be mistaken for it: a spike that training got over, one behind the weights
/// that were kept, and noise at the floor of the loss; all leave a network that is as good as it ever was. Nor a rare class: most batches hold none of it, so that their median lies far below the loss on all rows, and the mean goes up
/// and down with how many rows of it a window holds.
/// </remarks>
internal sealed class LossSpike : IStepProbe
{
    private double _lowest, _best, _high;
    private long _lowestStep, _highStep;
    private (double Low, long From, double High, long To) _spike;

    /// <inheritdoc/>
    public void Started(TrainingRecord record)
    {
        (_lowest, _best, _high, _lowestStep, _highStep) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        _spike = default;
    }

    /// <inheritdoc/>
    public void StepEnded(in StepView step, TrainingRecord record)
    {
        if (record.Pulse is not { Ended: not null, IsSettled: true } pulse)
        {
            return;
        }

        _best = pulse.WholeLoss < _best ? pulse.WholeLoss : _best;
        if (pulse.MedianLoss < _lowest)
        {
            (_lowest, _lowestStep, _high) = (pulse.MedianLoss, step.Step, pulse.MedianLoss);
        }
        else if (pulse.MedianLoss > _high)
        {
            (_high, _highStep) = (pulse.MedianLoss, step.Step);
            if (_high - _lowest > _spike.High - _spike.Low)
            {
                _spike = (_lowest, _lowestStep, _high, _highStep);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        HealthOptions options = evidence.Options;
        if (evidence.Training is { NonFiniteStep: null } training
            && _spike.High - _spike.Low > options.SwingSize * training.UnlearnedLoss
            && evidence.Found.All(finding => finding.Problem != Problems.OscillatingLoss)
            && Progress.Now(evidence) is { } now && now.Loss > (1 + options.SpikeLeft) * _best && now.Loss > options.SwingSize * training.UnlearnedLoss)
        {
            yield return new Finding(
                Problems.LossSpike,
                "loss",
                [],
                Proof.Observed,
                _spike.From,
                now.Loss / _best,
                1 + options.SpikeLeft,
                "A swing of a tenth of the loss where nothing is learned, as for oscillating_loss (AutoTrainer, ICSE 2021), and a tenth left of it at the end",
                Invariant($"The running loss had come down to {Words.Number(_spike.Low)} by step {_spike.From} and rose to {Words.Number(_spike.High)} by step {_spike.To}, by {Words.Percent((_spike.High - _spike.Low) / training.UnlearnedLoss)} of the ")
                + Invariant($"{Words.Number(training.UnlearnedLoss)} that it is when nothing is learned. The lowest it ever had was {Words.Number(_best)}; the network as training left it has {Words.Number(now.Loss)} on the training rows: it has been better."),
                "Clip the gradient norm, lower the learning rate (try a half and a tenth) or let a schedule lower it, and keep the best weights; training on may bring it back until the next spike.")
            {
                ChainRule = "Δw = −η · ∂L/∂w: a few steps with a large ∂L/∂w carried w out of the valley, to where z, f′(z) and with them the way back are others.",
            };
        }
    }
}
