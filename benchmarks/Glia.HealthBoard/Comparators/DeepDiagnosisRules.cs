using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Comparators;

/// <summary>
/// DeepDiagnosis (Wardat et al., ICSE 2022), the rules whose numbers are published: dead node: 70 % of a layer's outputs ≤ 0 (here: of a
/// rectifier layer); saturated: half of the values that enter an S-shaped function beyond ±5; vanishing: mean |gradient of a weight| below
/// 1e-7; weights: variance outside [1e-5, 10]; rate: rate · norm of gradient / norm of weights outside [1e-5, 1e-1]; no number.
/// </summary>
/// <remarks>Its rules on a loss that does not fall and an accuracy that does not rise have no published number and are left out.</remarks>
internal sealed class DeepDiagnosisRules : Comparator
{
    private const double DeadShare = 0.7, SaturatedShare = 0.5, Tail = 5, Vanishing = 1e-7, LowVariance = 1e-5, HighVariance = 10, LowRate = 1e-5, HighRate = 1e-1;

    public override string Name => "deepdiagnosis";

    protected override void Look(in StepView step)
    {
        for (int i = 0; i < step.Network.Layers.Count; i++)
        {
            switch (step.Network.Layers[i])
            {
                case ActivationLayer { Activation.Info.IsRectifier: true } when Share(step.Output(i), value => value <= 0) >= DeadShare:
                    Note("dead node", step.Step);
                    break;
                case ActivationLayer { Activation.Info.IsSigmoidal: true } when Share(step.Output(i - 1), value => Math.Abs(value) > Tail) > SaturatedShare:
                    Note("saturated", step.Step);
                    break;
                case DenseLayer dense:
                    Weigh(step, dense);
                    break;
            }
        }
    }

    private void Weigh(in StepView step, DenseLayer dense)
    {
        ReadOnlySpan<float> gradient = step.Gradient(dense.Weights), weights = dense.Weights.Values;
        (double size, double sum, double squares) = (0, 0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            (size, sum, squares) = (size + Math.Abs(gradient[i]), sum + weights[i], squares + ((double)weights[i] * weights[i]));
        }

        double mean = sum / weights.Length, variance = (squares / weights.Length) - (mean * mean);
        double rate = step.LearningRate * Norm(gradient) / Math.Max(Norm(weights), 1e-300);
        if (size / weights.Length < Vanishing)
        {
            Note("vanishing", step.Step);
        }

        if (variance is < LowVariance or > HighVariance)
        {
            Note("weights", step.Step);
        }

        if (rate is < LowRate or > HighRate)
        {
            Note("rate", step.Step);
        }
    }

    private static double Share(ReadOnlySpan<float> values, Func<float, bool> holds)
    {
        int count = 0;
        foreach (float value in values)
        {
            count += holds(value) ? 1 : 0;
        }

        return (double)count / values.Length;
    }
}
