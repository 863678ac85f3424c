using Glia.HealthBoard.Runs;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Comparators;

/// <summary>
/// AutoTrainer (Zhang et al., ICSE 2021), with its published defaults: accuracy gate 0.6; vanishing: norm of the first weights' gradient over
/// that of the last below 1e-3 and itself below 1e-4; exploding: the ratio above 70, or the loss above 1000, or no number; dying: 70 % of all
/// gradient elements exactly 0; oscillating: accuracy falls by 0.03 in a fifth of the looks; slow: no gain of 0.01 from look to look; output:
/// the outputs of a row do not sum to 1 within 0.1; data: mean |output of a layer| of 10 and more.
/// </summary>
/// <remarks>
/// Classification only. The gated rules (vanishing, exploding, dying, slow) count where the training has not passed the gate when it ends:
/// the reading that is kindest to its claim of no false alarm. The rule on large weights is left out: its quantity is not published.
/// </remarks>
internal sealed class AutoTrainerRules(bool probabilities) : Comparator
{
    private const double Gate = 0.6, VanishingRatio = 1e-3, VanishingNorm = 1e-4, ExplodingRatio = 70, ExplodingLoss = 1e3, ZeroShare = 0.7;
    private const double Swing = 0.03, SwingShare = 0.2, Gain = 0.01, SumOff = 0.1, LargeOutput = 10;
    private static readonly string[] Gated = ["vanishing", "exploding", "dying", "slow"];

    private readonly List<double> _accuracies = [];

    public override string Name => "autotrainer";

    public override IReadOnlyDictionary<string, long> Fired
    {
        get
        {
            bool passed = _accuracies.Count > 0 && _accuracies[^1] >= Gate;
            return base.Fired.Where(rule => !passed || !Gated.Contains(rule.Key)).ToDictionary(rule => rule.Key, rule => rule.Value);
        }
    }

    protected override void Look(in StepView step)
    {
        DenseLayer[] dense = [.. step.Network.Layers.OfType<DenseLayer>()];
        double first = Norm(step.Gradient(dense[0].Weights)), last = Norm(step.Gradient(dense[^1].Weights));
        When(first < VanishingRatio * last && first < VanishingNorm, "vanishing", step.Step);
        When(first > ExplodingRatio * last || step.Loss > ExplodingLoss, "exploding", step.Step);
        (long zero, long all) = (0, 0);
        foreach (Parameter parameter in step.Network.Parameters)
        {
            ReadOnlySpan<float> gradient = step.Gradient(parameter);
            (zero, all) = (zero + System.MemoryExtensions.Count(gradient, 0f), all + gradient.Length);
        }

        When(zero >= ZeroShare * all, "dying", step.Step);
        for (int layer = 0; layer < step.Network.Layers.Count; layer++)
        {
            When(step.Network.Layers[layer] is ActivationLayer && MeanSize(step.Output(layer)) >= LargeOutput, "data", step.Step);
        }

        if (probabilities && step.Network.Outputs > 1)
        {
            When(SumIsOff(step.Output(step.Network.Layers.Count - 1), step.Network.Outputs), "output", step.Step);
        }

        Follow(step);
    }

    private void Follow(in StepView step)
    {
        _accuracies.Add(Score.Of(step.Network, Train, regression: false, sigmoidOutput: probabilities));
        int falls = Enumerable.Range(1, _accuracies.Count - 1).Count(i => _accuracies[i - 1] - _accuracies[i] >= Swing);
        When(_accuracies.Count >= 5 && falls >= SwingShare * _accuracies.Count, "oscillating", step.Step);
        bool gained = Enumerable.Range(1, _accuracies.Count - 1).Any(i => _accuracies[i] - _accuracies[i - 1] >= Gain);
        When(_accuracies.Count >= 5 && !gained, "slow", step.Step);
    }

    private void When(bool holds, string rule, long step)
    {
        if (holds)
        {
            Note(rule, step);
        }
    }

    private static bool SumIsOff(ReadOnlySpan<float> outputs, int width)
    {
        double off = 0;
        for (int row = 0; row < outputs.Length / width; row++)
        {
            double sum = 0;
            foreach (float value in outputs.Slice(row * width, width))
            {
                sum += value;
            }

            off += Math.Abs(sum - 1);
        }

        return off / (outputs.Length / width) > SumOff;
    }

    private static double MeanSize(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs(value);
        }

        return sum / values.Length;
    }
}
