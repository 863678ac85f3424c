namespace Glia.Health.Records;

/// <summary>One activation layer, over all rows looked at: the rows given and, after a watched training, the training rows.</summary>
public sealed record LayerEvidence
{
    internal LayerEvidence(Stage stage, LayerHealth health, UnitCounts held, UnitCounts? train, LayerRecord? record)
        => (Stage, Health, Held, Train, Record) = (stage, health, held, train, record);

    /// <summary>Gets the verdicts.</summary>
    public LayerHealth Health { get; init; }

    /// <summary>Gets the rows looked at.</summary>
    public long Rows => Held.Rows + (Train?.Rows ?? 0);

    /// <summary>Where the layer is.</summary>
    internal Stage Stage { get; }

    /// <summary>Counts over the rows given.</summary>
    internal UnitCounts Held { get; }

    /// <summary>Counts over all training rows with the network's weights as they are now.</summary>
    internal UnitCounts? Train { get; }

    /// <summary>What training showed of it.</summary>
    internal LayerRecord? Record { get; }

    /// <summary>Rows with z &gt; 0.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>How many of <see cref="Rows"/>.</returns>
    public long Fired(int unit) => Held.Fired[unit] + (Train?.Fired[unit] ?? 0);

    /// <summary>Rows with z below the saturation interval; 0 where the activation has none.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>How many of <see cref="Rows"/>.</returns>
    public long Low(int unit) => Held.Low[unit] + (Train?.Low[unit] ?? 0);

    /// <summary>Rows with z above the saturation interval; 0 where the activation has none.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>How many of <see cref="Rows"/>.</returns>
    public long High(int unit) => Held.High[unit] + (Train?.High[unit] ?? 0);

    /// <summary>The largest z.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>The largest over <see cref="Rows"/>; −∞ for no rows.</returns>
    public float Max(int unit) => Math.Max(Held.Max[unit], Train?.Max[unit] ?? float.NegativeInfinity);
}
