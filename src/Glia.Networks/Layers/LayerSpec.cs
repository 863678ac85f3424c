using System.Text.Json.Serialization;

namespace Glia.Networks.Layers;

/// <summary>
/// What a layer is, as written in configurations and checkpoints: a JSON object with the property <c>kind</c>
/// (<c>dense</c>, <c>activation</c>, <c>dropout</c>, <c>batch_norm</c>, <c>layer_norm</c>, <c>row_norm</c>, <c>embedding</c>) and the record's own.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DenseSpec), "dense")]
[JsonDerivedType(typeof(ActivationSpec), "activation")]
[JsonDerivedType(typeof(DropoutSpec), "dropout")]
[JsonDerivedType(typeof(BatchNormSpec), "batch_norm")]
[JsonDerivedType(typeof(LayerNormSpec), "layer_norm")]
[JsonDerivedType(typeof(RowNormSpec), "row_norm")]
[JsonDerivedType(typeof(EmbeddingSpec), "embedding")]
public abstract record LayerSpec
{
    /// <summary>Makes the layer, declaring its parameters; values come later.</summary>
    internal abstract Layer Build(in LayerPlace place);
}
