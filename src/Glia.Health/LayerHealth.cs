namespace Glia.Health;

/// <summary>Health of one activation layer. Lists have one entry a unit.</summary>
/// <remarks>Of a network with non-finite weights, <see cref="MaxZ"/> and <see cref="MinZ"/> hold what the finite rows gave
/// (0 where there was none).</remarks>
public sealed record LayerHealth
{
    /// <summary>Name of the activation layer.</summary>
    public required string Name { get; init; }

    /// <summary>Canonical text of its activation.</summary>
    public required string Activation { get; init; }

    /// <summary>Number of units.</summary>
    public required int Units { get; init; }

    /// <summary>Rows that <see cref="Fired"/>, <see cref="MaxZ"/> and <see cref="MinZ"/> are over.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows with pre-activation z &gt; 0.</summary>
    public required IReadOnlyList<long> Fired { get; init; }

    /// <summary>Largest pre-activation.</summary>
    public required IReadOnlyList<float> MaxZ { get; init; }

    /// <summary>Smallest pre-activation.</summary>
    public required IReadOnlyList<float> MinZ { get; init; }

    /// <summary>Share of rows on which the slope is below 1 % of its largest; empty where the activation is not S-shaped.</summary>
    public required IReadOnlyList<double> SaturatedShare { get; init; }

    /// <summary>What each unit was seen to do.</summary>
    public required IReadOnlyList<UnitState> State { get; init; }

    /// <summary>How well that is proved.</summary>
    public required IReadOnlyList<Proof> Proofs { get; init; }

    /// <summary>Last watched step at which each unit fired, −1 if never; empty when no training was watched.</summary>
    public required IReadOnlyList<long> LastFiredStep { get; init; }

    /// <summary>Bias of each unit (the shift of a normalisation layer in front); empty where there is none.</summary>
    public required IReadOnlyList<float> Bias { get; init; }

    /// <summary>For each unit mean |y| over the layer's mean |y|, the dormancy score of Sokar et al., ICML 2023; empty without rows, or where
    /// the activation changes the width.</summary>
    public IReadOnlyList<double> Activity { get; init; } = [];

    /// <summary>For each unit the first unit of the layer of whose y its own is a multiple; −1 for none. Empty where it was not looked for.</summary>
    public IReadOnlyList<int> DuplicateOf { get; init; } = [];

    /// <summary>rms(y of this layer) / rms(y of the activation layer before, or of the input).</summary>
    public double? ForwardGain { get; init; }

    /// <summary>rms(∂L/∂z of this layer) / rms(∂L/∂z of the next one), in the last measured epoch.</summary>
    public double? BackwardGain { get; init; }

    /// <summary>rms(update) / rms(weights) of the dense weights that feed this layer, in the last measured epoch.</summary>
    public double? UpdateRatio { get; init; }
}
