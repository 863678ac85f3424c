using Glia.Health.Records;

namespace Glia.Health.Treatments;

/// <summary>
/// Last, because it changes the function of every unit: begins anew with a rectifier that has a slope everywhere in place of one that has not, and with a rectifier in place of a
/// function that flattens.
/// </summary>
internal sealed class OtherActivation : ITreatment
{
    public string Name => "other_activation";

    public Treated? Treat(Patient patient) => OtherNetworks.WithOtherActivation(patient.Network) is var (layers, name)
        ? new Treated(OtherNetworks.Redrawn(patient.Network.Inputs, layers, patient.Options.Seed), patient.Options, $"begun anew with {name.Replace('_', ' ')} in hidden layers")
        : null;
}
