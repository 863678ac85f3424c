using Glia.Health.Measures;
using Glia.Health.Probes;
using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// Layer by layer, weights and bias are divided by the rms of the pre-activations they give on training rows, so that z has the size 1 everywhere: for signals that
/// vanish or explode with depth. Source: LSUV (Mishkin and Matas, ICLR 2016).
/// </summary>
internal sealed class Rescale : ITreatment
{
    public string Name => "rescale";

    public Treated? Treat(Patient patient)
    {
        if (!patient.LostSignal)
        {
            return null;
        }

        Network network = patient.Copy();
        TrainingSet sample = patient.Sample();
        (double least, double most) = (double.PositiveInfinity, 0);
        foreach (Stage stage in Stage.Of(network))
        {
            if (stage.IsOutput || stage.Before < 0 || network.Layers[stage.Before] is not DenseLayer dense)
            {
                continue;
            }

            double size = Math.Sqrt(Spread.MeanSquare(network.Run(sample.X.Span, sample.Rows).Output(stage.Before)));
            if (size > 0 && double.IsFinite(size))
            {
                Divide(dense.Weights.Values, size);
                Divide(dense.Bias.Values, size);
                (least, most) = (Math.Min(least, 1 / size), Math.Max(most, 1 / size));
            }
        }

        return most == 0 ? null : new Treated(network, patient.Options, Invariant($"weights of hidden layers rescaled to pre-activations of rms 1 (times {Words.Range(least, most)})"));
    }

    private static void Divide(Span<float> values, double by)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] / by);
        }
    }
}
