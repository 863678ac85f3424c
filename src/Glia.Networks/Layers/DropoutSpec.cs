namespace Glia.Networks.Layers;

/// <summary>Switches units off at random in training.</summary>
/// <param name="Rate">Share of units switched off, from 0 to below 1.</param>
public sealed record DropoutSpec(double Rate) : LayerSpec
{
    internal override Layer Build(in LayerPlace place) => new DropoutLayer(this, place);
}
