using Glia.Health.Certificates;
using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Silent rectifier units that are not dead: k = 0 rows with z &gt; 0 among all rows looked at, but an input of the box of the data is known that fires the unit
/// (<see cref="CertificateAnswer.Refuted"/>). As long as only such rows come its gradient is 0, too.
/// </summary>
/// <remarks>Threshold: no row at all, as for dead units (Lu et al. 2019); the witness is an input computed by the network itself. Only where certificates were asked for.</remarks>
internal sealed class SilentUnits : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (LayerEvidence layer in evidence.Layers)
        {
            UnitCertificate[] refuted = [.. evidence.Certificates.Where(each => each.Layer == layer.Health.Name && each is { Claim: UnitClaim.NeverFires, Answer: CertificateAnswer.Refuted }
                && layer.Health.State[each.Unit] == UnitState.Silent && layer.Rows >= Fewest(evidence, layer))];
            if (refuted.Length > 0)
            {
                yield return Describe(evidence, layer, refuted);
            }
        }
    }

    /// <summary>Rows below which silence says nothing, as for dead units.</summary>
    private static int Fewest(Evidence evidence, LayerEvidence layer) => layer.Record is null ? evidence.Options.MinimumExamRows : evidence.Options.MinimumRows;

    private static Finding Describe(Evidence evidence, LayerEvidence layer, UnitCertificate[] refuted)
    {
        int[] units = [.. refuted.Select(each => each.Unit).Order()];
        long[] last = layer.Record is { } record ? [.. units.Select(record.LastFired)] : [];
        UnitCertificate clearest = refuted.MaxBy(each => each.WitnessZ ?? 0)!;
        (string them, string they) = units.Length == 1 ? ("it", "it is") : ("them", "they are");
        bool whole = layer.Health.State.All(state => state is UnitState.Dead or UnitState.Silent);
        return new Finding(
            Problems.SilentUnits,
            layer.Stage.Name,
            units,
            Proof.Observed,
            last.Length == 0 ? null : last.Min() + 1,
            (double)units.Length / layer.Stage.Units,
            0,
            "No row fires it (Lu et al. 2019), an input of the box of the data does: silent, not dead",
            Invariant($"{units.Length} of {layer.Stage.Units} units fired on none of the {layer.Rows} rows, but inputs within the ranges of the data fire {them} (unit {clearest.Unit}: z = {Words.Number(clearest.WitnessZ ?? 0)}): {they} silent on these rows, not dead.")
                + (whole ? " No unit of this layer fires on any of these rows: the network behind it is constant on them." : "")
                + (evidence.Training is null || last.All(step => step < 0) ? "" : Invariant($" Last fired: step {last.Max()}.")),
            "Treat them as dead ones if no other rows will come: lower the learning rate, lift their biases or recycle them; keep them if rows like the witness are to be expected.")
        {
            ChainRule = "∂L/∂w = ∂L/∂y · f′(z) · x: f′(z) is 0 on every row there is; a row on which z > 0 would move the weights again.",
        };
    }
}
