using Glia.Health.Probes;
using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// A dead unit becomes a new one: incoming weights drawn anew by the activation, a bias that has it fire on half of the rows, outgoing weights 0. The output of
/// the network stays equal to the bit until training gives the unit something to say; what the optimizer remembered of it is gone with the old training.
/// Source: ReDo (Sokar et al., ICML 2023), continual backpropagation (Dohare et al., Nature 2024).
/// </summary>
/// <param name="dormant">
/// Units whose mean |y| is at most this share of their layer's are recycled, too, for networks whose data change; what they gave is missing from the output at first. 0: dead ones
/// only. ReDo takes 0.025 to 0.1.
/// </param>
public sealed class Recycle(double dormant = 0) : ITreatment
{
    /// <summary>Another draw than the start's, which may have been the cause.</summary>
    private const ulong OtherDraw = 7919;

    /// <inheritdoc/>
    public string Name => "recycle";

    /// <inheritdoc/>
    public Treated? Treat(Patient patient)
    {
        ArgumentNullException.ThrowIfNull(patient);
        Network network = patient.Copy();
        int recycled = Renew(network, patient, dormant);
        return recycled == 0 ? null : new Treated(network, patient.Gentle, Invariant($"{Words.Count(recycled, dormant > 0 ? "dead or dormant unit" : "dead unit")} drawn anew, outgoing weights 0{(dormant > 0 ? "" : ": outputs stay the same to the bit at first")}"));
    }

    /// <summary>Draws all dead units of a network anew whose outgoing weights can be cleared; says how many.</summary>
    internal static int Renew(Network network, Patient patient, double dormant = 0)
    {
        Network donor = OtherNetworks.Redrawn(network.Inputs, network.Spec, patient.Options.Seed + OtherDraw);
        TrainingSet sample = patient.Sample();
        int recycled = 0;
        foreach (Ward ward in Surgery.Wards(network, patient.Health, dormant))
        {
            if (ward.Next is not { } next || network.Layers[ward.Stage.Before] is not DenseLayer)
            {
                continue;
            }

            Parameter drawn = donor.Parameters.First(parameter => parameter.Name == ward.Stage.Weights!.Name);
            foreach (int unit in ward.Units)
            {
                Replace(ward.Stage.Weights!, drawn, unit);
                next.Weights.Values.Slice(unit * next.Weights.Columns, next.Weights.Columns).Clear();
                ward.Stage.Bias!.Values[unit] = -Surgery.Quantile(Surgery.Driven(network, ward.Stage, unit, sample), 0.5);
                recycled++;
            }
        }

        return recycled;
    }

    private static void Replace(Parameter weights, Parameter drawn, int unit)
    {
        for (int at = unit; at < weights.Length; at += weights.Columns)
        {
            weights.Values[at] = drawn.Values[at];
        }
    }
}
