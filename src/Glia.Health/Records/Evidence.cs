namespace Glia.Health.Records;

/// <summary>All that a probe may look at when it states its findings.</summary>
/// <param name="Options">Thresholds.</param>
/// <param name="Stages">Every stage of the network.</param>
/// <param name="Layers">The stages that have an activation, with their units' verdicts.</param>
/// <param name="Held">The forward pass over the rows given.</param>
/// <param name="Training">What training showed; null when none was watched.</param>
internal sealed record Evidence(
    HealthOptions Options, Stage[] Stages, IReadOnlyList<LayerEvidence> Layers, Scan Held, TrainingRecord? Training);

/// <summary>One activation layer.</summary>
/// <param name="Stage">Where it is.</param>
/// <param name="Health">The verdicts.</param>
/// <param name="Held">Counts over the rows given.</param>
/// <param name="Train">Counts over all training rows with the network's weights as they are now.</param>
/// <param name="Record">What training showed of it.</param>
internal sealed record LayerEvidence(Stage Stage, LayerHealth Health, UnitCounts Held, UnitCounts? Train, LayerRecord? Record)
{
    /// <summary>Rows looked at.</summary>
    public long Rows => Held.Rows + (Train?.Rows ?? 0);

    /// <summary>Rows with z &gt; 0.</summary>
    public long Fired(int unit) => Held.Fired[unit] + (Train?.Fired[unit] ?? 0);

    /// <summary>Rows with z below the saturation interval.</summary>
    public long Low(int unit) => Held.Low[unit] + (Train?.Low[unit] ?? 0);

    /// <summary>Rows with z above the saturation interval.</summary>
    public long High(int unit) => Held.High[unit] + (Train?.High[unit] ?? 0);
}
