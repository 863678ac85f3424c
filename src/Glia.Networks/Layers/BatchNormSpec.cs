namespace Glia.Networks.Layers;

/// <summary>Batch normalisation; defaults as in PyTorch's BatchNorm1d.</summary>
/// <param name="Momentum">Share of the new batch in the running statistics, above 0 and up to 1.</param>
/// <param name="Epsilon">Added to the variance, above 0.</param>
public sealed record BatchNormSpec(double Momentum = 0.1, double Epsilon = 1e-5) : LayerSpec
{
    internal override Layer Build(in LayerPlace place) => new BatchNormLayer(this, place);
}
