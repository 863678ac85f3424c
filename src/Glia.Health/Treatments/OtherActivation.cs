using Glia.Health.Records;

namespace Glia.Health.Treatments;

/// <summary>
/// Last, because it changes the function of every unit: begins anew with two straight pieces that have a slope everywhere, in place of these with a rectifier.
/// </summary>
internal sealed class OtherActivation : ITreatment
{
    public string Name => "other_activation";

    public Treated? Treat(Patient patient) => OtherNetworks.WithOtherActivation(patient.Network) is var (layers, name)
        ? new Treated(OtherNetworks.Redrawn(patient.Network.Inputs, layers, patient.Options.Seed), patient.Options, $"begun anew with {name.Replace('_', ' ')} in hidden layers")
        : null;
}
