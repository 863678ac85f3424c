using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>
/// Begins anew with weights drawn as the activation asks for and biases at 0: at the rate as it was, at a tenth, or with the optimizer, rate and schedule that are the defaults
/// (<see cref="TrainingOptions"/>), which suit most tables. For a training that has hardly begun, or a network that has lost its signal, there is little to keep.
/// </summary>
/// <param name="pace">How fast it learns from then on.</param>
internal sealed class FreshStart(Pace pace) : ITreatment
{
    private const ulong OtherDraw = 104729;

    public string Name => pace switch { Pace.Same => "fresh_start", Pace.Tenth => "fresh_start_slow", _ => "fresh_start_usual" };

    public Treated? Treat(Patient patient)
    {
        TrainingOptions told = patient.Options, usual = new();
        TrainingOptions options = pace switch
        {
            Pace.Same => told,
            Pace.Tenth => told with { LearningRate = told.LearningRate / 10 },
            _ => told with { Optimizer = usual.Optimizer, LearningRate = usual.LearningRate, Schedule = usual.Schedule },
        };
        if (pace == Pace.Usual && options == told)
        {
            return null;
        }

        string how = pace == Pace.Same ? "" : Invariant($", {(pace == Pace.Usual ? options.Optimizer + " at a " : "")}learning rate {options.LearningRate:G3}");
        return new Treated(OtherNetworks.Redrawn(patient.Network.Inputs, patient.Network.Spec, told.Seed + OtherDraw), options, "begun anew with weights as the activation asks for" + how);
    }
}

/// <summary>How fast a network learns after a <see cref="FreshStart"/>.</summary>
internal enum Pace
{
    /// <summary>As before.</summary>
    Same,

    /// <summary>At a tenth of the rate.</summary>
    Tenth,

    /// <summary>As by default.</summary>
    Usual,
}
