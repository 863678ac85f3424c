namespace Glia.Networks.Layers;

/// <summary>Divides every row by its norm; default as in scikit-learn's Normalizer.</summary>
/// <param name="Norm">Which: <c>l2</c>, the root of the sum of squares; <c>l1</c>, the sum of magnitudes; <c>max</c>, the largest value.</param>
public sealed record RowNormSpec(string Norm = "l2") : LayerSpec
{
    internal override Layer Build(in LayerPlace place) => new RowNormLayer(this, place);
}
