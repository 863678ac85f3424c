using System.Globalization;
using Glia.Health;

namespace Glia.Tabular;

/// <summary>The health of several networks as one report: the layers of each, named "member 2: 1 relu".</summary>
public static class EnsembleHealth
{
    /// <summary>Puts reports together. The timelines, which are of single networks, are left out.</summary>
    /// <param name="reports">A report a member; of one alone it is the report itself, and null where one is null.</param>
    /// <returns>All layers, findings and certificates, member by member.</returns>
    public static HealthReport? Of(IReadOnlyList<HealthReport?> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        if (reports.Count < 2 || reports.Any(report => report is null))
        {
            return reports.Count == 1 ? reports[0] : null;
        }

        return new HealthReport(
            [.. reports.SelectMany((report, i) => report!.Layers.Select(layer => layer with { Name = Name(i, layer.Name) }))],
            [.. reports.SelectMany((report, i) => report!.Findings.Select(finding => finding with { Layer = Name(i, finding.Layer) }))],
            [])
        {
            Certificates = [.. reports.SelectMany((report, i) => report!.Certificates.Select(certificate => certificate with { Layer = Name(i, certificate.Layer) }))],
            ProbeFailures = [.. reports.SelectMany(report => report!.ProbeFailures)],
        };
    }

    private static string Name(int member, string layer) => string.Create(CultureInfo.InvariantCulture, $"member {member + 1}: {layer}");
}
