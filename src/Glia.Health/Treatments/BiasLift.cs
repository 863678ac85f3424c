using Glia.Health.Probes;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>
/// The smallest change in place: b of a dead unit becomes minus the 25th percentile of w·x over training rows, so that it fires on three quarters of them.
/// It keeps all that its weights have learned. Units whose w·x does not vary (everything in front is dead) are left alone.
/// </summary>
internal sealed class BiasLift : ITreatment
{
    private const double SilentShare = 0.25;

    public string Name => "bias_lift";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Copy();
        TrainingSet sample = patient.Sample();
        int lifted = 0;
        foreach (Ward ward in Surgery.Wards(network, patient.Health))
        {
            foreach (int unit in ward.Units)
            {
                float[] driven = Surgery.Driven(network, ward.Stage, unit, sample);
                if (driven[0] < driven[^1])
                {
                    ward.Stage.Bias!.Values[unit] = -Surgery.Quantile(driven, SilentShare);
                    lifted++;
                }
            }
        }

        return lifted == 0 ? null : new Treated(network, patient.Gentle, Invariant($"bias of {Words.Count(lifted, "dead unit")} lifted, so that each fires on three quarters of the rows"));
    }
}
