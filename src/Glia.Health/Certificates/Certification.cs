using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Certificates;

/// <summary>
/// Asks for certificates of the units that look dead, or stuck in one tail, in every row looked at: only those can be. What is proved
/// becomes the proof of the unit's state; a unit that an input of the box fires is not dead but silent.
/// </summary>
internal static class Certification
{
    /// <summary>Certifies, and puts the proofs into the evidence.</summary>
    /// <param name="options">What and how much; null: nothing is done.</param>
    /// <param name="network">The network.</param>
    /// <param name="evidence">What was seen.</param>
    /// <param name="box">Makes the box around the rows looked at; asked only where there is a unit to certify and no box was given.</param>
    public static (Evidence Evidence, IReadOnlyList<UnitCertificate> Certificates) Apply(
        CertificationOptions? options, Network network, Evidence evidence, Func<Box> box)
    {
        (int Layer, int Unit, UnitClaim Claim)[] claims = options is null ? [] : [.. evidence.Layers.SelectMany(Claims)];
        if (claims.Length == 0)
        {
            return (evidence, []);
        }

        Certifier certifier = new(network, options!.Box ?? box());
        IReadOnlyList<UnitCertificate> certificates = certifier.Certify(claims, options);
        return (Apply(certificates, evidence), certificates);
    }

    /// <summary>Puts answers into the evidence.</summary>
    /// <param name="certificates">What was asked and answered, by names of layers.</param>
    /// <param name="evidence">What was seen.</param>
    public static Evidence Apply(IReadOnlyList<UnitCertificate> certificates, Evidence evidence)
    {
        ILookup<string, UnitCertificate> answered = certificates.ToLookup(each => each.Layer, StringComparer.Ordinal);
        LayerEvidence[] layers = [.. evidence.Layers.Select(layer => layer with { Health = Answered(layer.Health, answered[layer.Health.Name]) })];
        return evidence with { Layers = layers, Certificates = certificates };
    }

    private static IEnumerable<(int Layer, int Unit, UnitClaim Claim)> Claims(LayerEvidence layer)
    {
        Stage stage = layer.Stage;
        if (layer.Rows == 0 || layer.Held.NonFiniteRows > 0 || layer.Train is { NonFiniteRows: > 0 } || stage.Activation is not { Learned: null })
        {
            yield break;
        }

        for (int unit = 0; unit < stage.Units; unit++)
        {
            if (stage.IsRectifier && layer.Fired(unit) == 0)
            {
                yield return (stage.After, unit, UnitClaim.NeverFires);
            }
            else if (stage.Flat is not null && layer.Low(unit) == layer.Rows)
            {
                yield return (stage.After, unit, UnitClaim.StaysLow);
            }
            else if (stage.Flat is not null && layer.High(unit) == layer.Rows)
            {
                yield return (stage.After, unit, UnitClaim.StaysHigh);
            }
        }
    }

    private static LayerHealth Answered(LayerHealth health, IEnumerable<UnitCertificate> certificates)
    {
        UnitState[] states = [.. health.State];
        Proof[] proofs = [.. health.Proofs];
        foreach (UnitCertificate certificate in certificates)
        {
            if (certificate.Answer == CertificateAnswer.Refuted && states[certificate.Unit] == UnitState.Dead)
            {
                (states[certificate.Unit], proofs[certificate.Unit]) = (UnitState.Silent, Proof.Observed);
            }

            if (certificate.Answer != CertificateAnswer.Proved)
            {
                continue;
            }

            // A rectifier capped above is also S-shaped, and its state speaks of that: dead and stuck low are the same there.
            bool saturated = certificate.Claim != UnitClaim.NeverFires || states[certificate.Unit] == UnitState.Saturated;
            states[certificate.Unit] = saturated ? UnitState.Saturated : UnitState.Dead;
            proofs[certificate.Unit] = Proof.Certified;
        }

        return health with { State = states, Proofs = proofs };
    }
}
