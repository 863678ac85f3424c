using Glia.Kernels.Activations;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Reading;

/// <summary>A place in a graph where a function of the catalogue is computed, by one node or several.</summary>
/// <param name="Name">Name of the last node, or of its output where it has none.</param>
/// <param name="Activation">The function.</param>
/// <param name="Z">The value that goes in.</param>
/// <param name="Y">The value that comes out.</param>
/// <param name="Nodes">The nodes, the last one first.</param>
/// <param name="Learned">The tensor of a learned parameter of the function; null for none.</param>
internal sealed record ActivationSite(string Name, Activation Activation, string Z, string Y, IReadOnlyList<NodeProto> Nodes, TensorProto? Learned)
{
    /// <summary>Gets the axis of units in z; −1 is the last one, null where nothing tells.</summary>
    public int? Axis { get; init; }

    /// <summary>Gets a value indicating whether no weights follow.</summary>
    public bool IsOutput { get; init; }
}
