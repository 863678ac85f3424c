using Glia.Health.Causes;
using Glia.Health.Certificates;
using Glia.Health.Deaths;

namespace Glia.Health;

/// <summary>The health of a network: every unit, every finding, and how it came about.</summary>
/// <param name="Layers">Every activation layer, in order.</param>
/// <param name="Findings">What is wrong, the earliest link of a chain first; empty for a healthy network.</param>
/// <param name="Timeline">Epoch by epoch; thinned evenly when there were many, empty when no training was watched.</param>
public sealed record HealthReport(
    IReadOnlyList<LayerHealth> Layers,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<HealthFrame> Timeline)
{
    /// <summary>Gets the update that killed each unit that died while it was watched, in the order of steps; empty until a
    /// <see cref="CauseFinder"/> has replayed the training.</summary>
    public IReadOnlyList<UnitDeath> Deaths { get; init; } = [];

    /// <summary>Gets what experiments say about the findings' causes; empty until a <see cref="CauseFinder"/> has made them.</summary>
    public IReadOnlyList<CauseReport> Causes { get; init; } = [];

    /// <summary>Gets the certificates of units that looked dead or stuck on all rows; empty where none was asked for, or no unit did.</summary>
    public IReadOnlyList<UnitCertificate> Certificates { get; init; } = [];

    /// <summary>Gets the signal layer by layer in the first measured step, as the network was initialised; null when no training was watched.</summary>
    public EpochSignal? SignalAtStart { get; init; }

    /// <summary>Gets the signal layer by layer in the last measured epoch; null when no training was watched.</summary>
    public EpochSignal? Signal { get; init; }

    /// <summary>Gets the probes that threw, in the order in which it happened: their findings are missing.</summary>
    public IReadOnlyList<ProbeFailure> ProbeFailures { get; init; } = [];

    /// <summary>Units of a layer that a finding says fire on no row, ascending: dead ones, and silent ones that an input of the box would fire.</summary>
    internal int[] Mute(string layer) =>
        [.. Findings.Where(finding => finding.Layer == layer && Problems.IsMute(finding.Problem)).SelectMany(finding => finding.Units).Distinct().Order()];
}
