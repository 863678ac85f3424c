namespace Glia.Health;

/// <summary>The health of a network: every unit, every finding, and how it came about.</summary>
/// <param name="Layers">Every activation layer, in order.</param>
/// <param name="Findings">What is wrong, the earliest link of a chain first; empty for a healthy network.</param>
/// <param name="Timeline">Epoch by epoch; thinned evenly when there were many, empty when no training was watched.</param>
public sealed record HealthReport(
    IReadOnlyList<LayerHealth> Layers,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<HealthFrame> Timeline);
