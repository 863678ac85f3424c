namespace Glia.Networks.Layers;

/// <summary>Layer normalisation; default as in PyTorch's LayerNorm.</summary>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record LayerNormSpec(double Epsilon = 1e-5) : LayerSpec
{
    internal override Layer Build(in LayerPlace place) => new LayerNormLayer(this, place);
}
