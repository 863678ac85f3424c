using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Deaths;

/// <summary>
/// Takes one update apart. The pre-activations of the fallen units are computed with the values before, with those of the layers in front after,
/// with the unit's own weights after as well, and with all after: the differences are the parts due to inputs, weights and bias.
/// </summary>
internal sealed class Autopsy(TrainingState state, Stage[] stages, Sample sample)
{
    private readonly Network _network = state.ToNetwork();

    /// <summary>Writes the deaths of a step.</summary>
    public void Open(in StepView step, float[] before, float[] stateBefore, IReadOnlyList<Suspect> fallen, double medianNorm, bool isExact)
    {
        int[] rows = step.RowNumbers.ToArray();
        foreach (IGrouping<int, Suspect> layer in fallen.GroupBy(suspect => suspect.Stage))
        {
            Suspect[] units = [.. layer];
            int stage = layer.Key;
            int from = stage == 0 ? 0 : stages[stage - 1].After + 1;
            before.CopyTo(_network.Values);
            stateBefore.CopyTo(_network.StateValues);
            Look[] start = Measure(stage, units);
            Renew(step.Network, 0, from, _ => true);
            Look[] inputs = Measure(stage, units);
            Renew(step.Network, from, stages[stage].Before + 1, parameter => !IsBias(_network.Layers, parameter));
            Look[] weights = Measure(stage, units);
            Renew(step.Network, from, stages[stage].Before + 1, _ => true);
            Look[] end = Measure(stage, units);
            for (int i = 0; i < units.Length; i++)
            {
                units[i].Death = new UnitDeath
                {
                    Layer = stages[stage].Name,
                    Unit = units[i].Unit,
                    Step = step.Step,
                    Epoch = step.Epoch,
                    BatchRows = rows,
                    MeanBefore = start[i].Mean,
                    MaxBefore = start[i].Max,
                    MeanAfter = end[i].Mean,
                    MaxAfter = end[i].Max,
                    ByInputs = inputs[i].Mean - start[i].Mean,
                    ByWeights = weights[i].Mean - inputs[i].Mean,
                    ByBias = end[i].Mean - weights[i].Mean,
                    LearningRate = step.LearningRate,
                    GradientNorm = step.GradientNorm,
                    MedianGradientNorm = medianNorm,
                    Rows = sample.Rows,
                    IsExact = isExact,
                };
            }
        }
    }

    /// <summary>Takes over the values after the update of some layers.</summary>
    private void Renew(Network after, int from, int to, Func<Parameter, bool> which)
    {
        for (int i = from; i < to; i++)
        {
            Layer source = after.Layers[i], target = _network.Layers[i];
            for (int p = 0; p < target.Parameters.Count; p++)
            {
                if (which(target.Parameters[p]))
                {
                    source.Parameters[p].Values.CopyTo(target.Parameters[p].Values);
                }
            }

            for (int s = 0; s < target.State.Count; s++)
            {
                source.State[s].Values.CopyTo(target.State[s].Values);
            }
        }
    }

    private static bool IsBias(IReadOnlyList<Layer> layers, Parameter parameter) => layers.Any(layer => layer switch
    {
        DenseLayer dense => dense.Bias == parameter,
        BatchNormLayer normal => normal.Shift == parameter,
        LayerNormLayer normal => normal.Shift == parameter,
        _ => false,
    });

    /// <summary>Mean and largest pre-activation of units; sums in double, rows ascending.</summary>
    private Look[] Measure(int stage, Suspect[] units)
    {
        ForwardPass pass = _network.Run(sample.Set.X.Span, sample.Rows);
        ReadOnlySpan<float> z = pass.Output(stages[stage].Before);
        Look[] looks = new Look[units.Length];
        for (int i = 0; i < units.Length; i++)
        {
            double sum = 0, max = double.NegativeInfinity;
            for (int at = units[i].Unit; at < z.Length; at += stages[stage].Units)
            {
                sum += z[at];
                max = Math.Max(max, z[at]);
            }

            looks[i] = new Look(sum / sample.Rows, max);
        }

        return looks;
    }

    private readonly record struct Look(double Mean, double Max);
}
