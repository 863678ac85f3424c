using Glia.Networks.Layers;

namespace Glia.Onnx.Importing;

/// <summary>A tensor one of whose axes runs over the units of a layer: to take a unit out, its part of every such tensor goes.</summary>
/// <param name="Tensor">The initializer.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Space">Which units: 0 the inputs, then one number for every dense layer in order.</param>
internal sealed record TensorUse(string Tensor, int Axis, int Space);

/// <summary>One layer read from a graph, with its numbers.</summary>
/// <param name="Spec">The layer.</param>
/// <param name="Numbers">Parameters, then state, in the order of the layer's own.</param>
/// <param name="Node">Name of the node it was read from.</param>
internal sealed record Step(LayerSpec Spec, IReadOnlyList<float[]> Numbers, string Node);

/// <summary>What stands between the last layer and the output.</summary>
internal enum OutputKind
{
    /// <summary>Nothing: the numbers themselves.</summary>
    Linear,

    /// <summary>A sigmoid of each.</summary>
    Sigmoid,

    /// <summary>Softmax over the row.</summary>
    Softmax,

    /// <summary>Its logarithm.</summary>
    LogSoftmax,
}
