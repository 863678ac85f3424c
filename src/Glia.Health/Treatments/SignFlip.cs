using Glia.Health.Probes;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>
/// The other side of the same weights: w of a dead unit changes its sign and b becomes the median of w·x, so that it fires on the half of the rows it was
/// furthest from. Only where nothing normalises between weights and activation, which would undo it.
/// </summary>
internal sealed class SignFlip : ITreatment
{
    public string Name => "sign_flip";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Copy();
        TrainingSet sample = patient.Sample();
        int flipped = 0;
        foreach (Ward ward in Surgery.Wards(network, patient.Health))
        {
            if (network.Layers[ward.Stage.Before] is not Networks.Layers.DenseLayer)
            {
                continue;
            }

            foreach (int unit in ward.Units)
            {
                float[] driven = Surgery.Driven(network, ward.Stage, unit, sample);
                if (driven[0] < driven[^1])
                {
                    Flip(ward.Stage.Weights!, unit);
                    ward.Stage.Bias!.Values[unit] = Surgery.Quantile(driven, 0.5);
                    flipped++;
                }
            }
        }

        return flipped == 0 ? null : new Treated(network, patient.Gentle, Invariant($"weights of {Words.Count(flipped, "dead unit")} turned to the other sign, bias at the median: each fires on half of the rows"));
    }

    private static void Flip(Parameter weights, int unit)
    {
        for (int at = unit; at < weights.Length; at += weights.Columns)
        {
            weights.Values[at] = -weights.Values[at];
        }
    }
}
