using System.Text;
using Glia.Cli.Report;
using Glia.Health.Certificates;

namespace Glia.Cli.Output;

/// <summary>Certificates in lines of text: a line a layer.</summary>
internal static class CertificateText
{
    public static void Write(StringBuilder text, IReadOnlyList<UnitCertificate> certificates)
    {
        if (certificates.Count == 0)
        {
            return;
        }

        text.Append("\ncertificates over the box of the data, for units that are constant in every row\n");
        foreach (IGrouping<string, UnitCertificate> layer in certificates.GroupBy(certificate => certificate.Layer, StringComparer.Ordinal))
        {
            bool rectifier = layer.First().Claim == UnitClaim.NeverFires;
            string[] parts =
            [
                .. Part(layer, CertificateAnswer.Proved, rectifier ? "certified dead" : "certified saturated"),
                .. Part(layer, CertificateAnswer.Refuted, rectifier ? "certified alive, each with an input of the box that fires it" : "certified to leave its tail"),
                .. Part(layer, CertificateAnswer.Undecided, "undecided within the budget"),
            ];
            text.Append("  ").Append(layer.Key).Append(": ").AppendJoin("; ", parts).Append('\n');
        }
    }

    private static IEnumerable<string> Part(IEnumerable<UnitCertificate> layer, CertificateAnswer answer, string words)
    {
        int[] units = [.. layer.Where(certificate => certificate.Answer == answer).Select(certificate => certificate.Unit)];
        if (units.Length > 0)
        {
            yield return $"{Say.Count(units.Length, "unit")} {words} ({string.Join(", ", units.Take(12))}{(units.Length > 12 ? ", …" : "")})";
        }
    }
}
