using Glia.Health.Records;

namespace Glia.Health.Treatments;

/// <summary>
/// Begins anew with normalisation in front of every hidden activation, of batches where they have eight rows at least, else of rows. Source: Ioffe and Szegedy (ICML
/// 2015), Ba et al. (2016).
/// </summary>
internal sealed class Normalisation : ITreatment
{
    /// <summary>Rows of a batch unless told, as the trainer has it.</summary>
    private const int UsualBatch = 200;

    public string Name => "normalisation";

    public Treated? Treat(Patient patient)
    {
        int batch = Math.Min(patient.Options.BatchSize > 0 ? patient.Options.BatchSize : UsualBatch, patient.Train.Rows);
        return OtherNetworks.Normalised(patient.Network, batch) is var (layers, kind)
            ? new Treated(
                OtherNetworks.Redrawn(patient.Network.Inputs, layers, patient.Options.Seed), patient.Options, $"begun anew with {kind} normalisation in front of every hidden activation")
            : null;
    }
}
