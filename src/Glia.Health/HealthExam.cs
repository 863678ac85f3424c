using Glia.Health.Certificates;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health;

/// <summary>Health of a network from a forward pass alone, with no record of its training.</summary>
public static class HealthExam
{
    /// <summary>Looks at what rows do to a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">Rows [rows, inputs], prepared as for training.</param>
    /// <param name="rows">Number of rows. Below <see cref="HealthOptions.MinimumExamRows"/> a silent unit is not called dead.</param>
    /// <param name="options">Thresholds; null for the defaults.</param>
    /// <param name="probes">Probes of your own, asked after the built-in ones.</param>
    /// <returns>Every unit and every finding that a forward pass can show; no timeline, no backward gains.</returns>
    /// <exception cref="ArgumentException">x is too short.</exception>
    public static HealthReport Examine(Network network, ReadOnlyMemory<float> x, int rows, HealthOptions? options = null, params IReadOnlyList<IProbe> probes)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(probes);
        options ??= new HealthOptions();
        options.Check(nameof(options));
        Evidence evidence = Examiner.Examine(options, network, x.Span, rows, training: null);
        (evidence, IReadOnlyList<UnitCertificate> certificates) = Certification.Apply(
            options.Certification, network, evidence, () => Box.OfRows(x.Span[..(rows * network.Inputs)], network.Inputs, options.Certification!.Groups));
        (IReadOnlyList<Finding> findings, IReadOnlyList<ProbeFailure> failures) = new ProbePanel(probes).Find(evidence);
        return new HealthReport([.. evidence.Layers.Select(layer => layer.Health)], findings, []) { Certificates = certificates, ProbeFailures = failures };
    }
}
