namespace Glia.Networks.Layers;

/// <summary>A fully connected layer.</summary>
/// <param name="Units">Number of units, at least 1.</param>
/// <param name="Initialization">
/// How weights start: <c>glorot_uniform</c>, <c>glorot_normal</c>, <c>he_uniform</c>, <c>he_normal</c>, <c>lecun_uniform</c>,
/// <c>lecun_normal</c>, <c>orthogonal</c>, each with an optional <c>(gain=…)</c>; null: by the activation that follows.
/// </param>
public sealed record DenseSpec(int Units, string? Initialization = null) : LayerSpec
{
    internal override Layer Build(in LayerPlace place) => new DenseLayer(this, place);
}
