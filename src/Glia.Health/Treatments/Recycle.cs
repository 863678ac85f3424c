using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// A dead unit becomes a new one: incoming weights drawn anew by the activation, a bias that has it fire on half of the rows, outgoing weights 0. The output of
/// the network stays equal to the bit until training gives the unit something to say; what the optimizer remembered of it is gone with the old training.
/// Source: ReDo (Sokar et al., ICML 2023), continual backpropagation (Dohare et al., Nature 2024).
/// </summary>
internal sealed class Recycle : ITreatment
{
    /// <summary>Another draw than the start's, which may have been the cause.</summary>
    private const ulong OtherDraw = 7919;

    public string Name => "recycle";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Copy();
        int recycled = Renew(network, patient);
        return recycled == 0 ? null : new Treated(network, patient.Gentle, Invariant($"{recycled} dead units drawn anew, outgoing weights 0: outputs stay the same to the bit at first"));
    }

    /// <summary>Draws all dead units of a network anew whose outgoing weights can be cleared; says how many.</summary>
    public static int Renew(Network network, Patient patient)
    {
        Network donor = OtherNetworks.Redrawn(network.Inputs, network.Spec, patient.Options.Seed + OtherDraw);
        TrainingSet sample = patient.Sample();
        int recycled = 0;
        foreach (Ward ward in Surgery.Wards(network, patient.Health))
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
