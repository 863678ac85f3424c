using System.Text.Json;
using Glia.Cli.Settings;
using Glia.Health.Certificates;

namespace Glia.Cli.Output;

/// <summary>Certificates as JSON: one object a unit that was asked about.</summary>
internal static class CertificateJson
{
    /// <summary>Writes <c>certificates</c> into the open object.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<UnitCertificate> certificates)
    {
        json.Objects("certificates", certificates, certificate =>
        {
            json.WriteString("layer", certificate.Layer);
            json.WriteNumber("unit", certificate.Unit);
            json.WriteString("claim", Names.Snake(certificate.Claim.ToString()));
            json.WriteString("answer", Names.Snake(certificate.Answer.ToString()));
            json.WriteString("method", Names.Snake(certificate.Method.ToString()));
            json.WriteNumber("threshold", certificate.Threshold);
            json.Number("bound", certificate.Bound);
            json.WriteNumber("regions", certificate.Regions);
            if (certificate.WitnessZ is { } z)
            {
                json.WriteNumber("witness_z", z);
                json.Array("witness", certificate.Witness, x => json.WriteNumberValue(x));
            }

        });
    }
}
