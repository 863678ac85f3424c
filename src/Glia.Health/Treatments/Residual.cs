using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>Begins anew with a path around every hidden layer as wide as the one before, where a layer has lost the signal: <see cref="ResidualPaths"/>.</summary>
internal sealed class Residual : ITreatment
{
    public string Name => "residual";

    public Treated? Treat(Patient patient)
    {
        if (!patient.LostSignal)
        {
            return null;
        }

        Network network = OtherNetworks.Redrawn(patient.Network.Inputs, patient.Network.Spec, patient.Options.Seed);
        int layers = ResidualPaths.Add(network);
        return layers == 0 ? null : new Treated(network, patient.Options, Invariant($"begun anew with paths around {layers} hidden layers (the identity added to their weights)"));
    }
}
