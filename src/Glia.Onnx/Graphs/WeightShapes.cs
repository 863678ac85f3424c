using Glia.Kernels.Activations;
using Glia.Networks.Layers;

namespace Glia.Onnx.Graphs;

/// <summary>
/// The shapes of all weight tensors of a network, told from its specification alone: what a file claims is compared
/// with what it holds before any of it is allocated.
/// </summary>
internal static class WeightShapes
{
    /// <summary>The most layers a file may have; names and widths are worked out layer by layer, which a hostile file could draw out.</summary>
    public const int MostLayers = 1000;

    /// <summary>Lists the shapes in the order in which <see cref="NetworkGraph"/> writes them.</summary>
    /// <param name="inputs">The width of the network's input.</param>
    /// <param name="layers">The layers.</param>
    /// <returns>One shape a tensor.</returns>
    /// <exception cref="GliaException">There are too many layers, an activation is unknown, or a layer has no form in ONNX.</exception>
    public static IEnumerable<long[]> Of(int inputs, IReadOnlyList<LayerSpec> layers)
    {
        if (layers.Count > MostLayers)
        {
            throw new GliaException($"The network has {layers.Count} layers, and a file may have at most {MostLayers}.");
        }

        long width = inputs;
        foreach (LayerSpec layer in layers)
        {
            switch (layer)
            {
                case DenseSpec dense:
                    yield return [width, dense.Units];
                    yield return [dense.Units];
                    width = dense.Units;
                    break;
                case BatchNormSpec:
                    yield return [width];
                    yield return [width];
                    yield return [width];
                    yield return [width];
                    break;
                case LayerNormSpec:
                    yield return [width];
                    yield return [width];
                    break;
                case ActivationSpec activation:
                    Activation function = ActivationCatalog.Parse(activation.Activation);
                    LearnedPer learned = function.Learned;
                    if (learned != LearnedPer.None)
                    {
                        yield return [1, learned == LearnedPer.Unit ? width : 1];
                    }

                    // A function that takes no rows of this width says so itself.
                    width = !function.Info.ChangesWidth ? width : function.OutputUnits((int)Math.Clamp(width, 0, int.MaxValue));

                    break;
                case DropoutSpec or RowNormSpec:
                    break;
                case EmbeddingSpec embedding:
                    foreach (EmbeddedColumn column in embedding.Columns)
                    {
                        yield return [column.Levels, column.Units];
                        width += column.Units - 1L;
                    }

                    break;
                default:
                    throw new GliaException($"A layer of the kind {layer?.GetType().Name ?? "null"} is not known in ONNX files.");
            }
        }
    }
}
