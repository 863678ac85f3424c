using Glia.Onnx.Wire;

namespace Glia.Onnx.Reading;

/// <summary>Where in a graph units stand, and which values still go through weights.</summary>
internal sealed class SignalMap
{
    private readonly Dictionary<string, int?> _axes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _weighed = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="SignalMap"/> class.</summary>
    /// <param name="graph">The graph.</param>
    public SignalMap(GraphIndex graph)
    {
        foreach (NodeProto node in graph.Nodes)
        {
            int? before = node.Input.Select(input => _axes.GetValueOrDefault(input)).FirstOrDefault(axis => axis is not null);
            int? axis = node.OpType switch
            {
                "Conv" or "ConvTranspose" or "BatchNormalization" or "InstanceNormalization" or "GroupNormalization" or "QLinearConv" or "ConvInteger" or "DeformConv" => 1,
                "Gemm" or "MatMul" or "LayerNormalization" or "RMSNormalization" or "MatMulInteger" or "QLinearMatMul" or "LSTM" or "GRU" or "RNN" => -1,
                "Transpose" => Transposed(node, before),
                "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Gather" or "Concat" or "Split" => null,
                _ => before,
            };
            foreach (string output in node.Output)
            {
                _axes[output] = axis;
            }
        }

        foreach (NodeProto node in graph.Nodes.Reverse())
        {
            bool weighs = node.OpType is "Conv" or "ConvTranspose" or "Gemm" or "MatMul" or "LSTM" or "GRU" or "RNN" or "MatMulInteger" or "QLinearMatMul" or "QLinearConv" or "ConvInteger" or "DeformConv"
                || node.OpType.StartsWith("Fused", StringComparison.Ordinal) || node.Attribute.Any(attribute => attribute.G is not null);
            if (weighs || node.Output.Any(_weighed.Contains))
            {
                _weighed.UnionWith(GraphIndex.Inputs(node));
            }
        }
    }

    /// <summary>The axis of units; −1 is the last one, null where nothing tells.</summary>
    public int? Axis(string value) => _axes.GetValueOrDefault(value);

    /// <summary>Whether weights follow behind a value.</summary>
    public bool HasWeightsBehind(string value) => _weighed.Contains(value);

    private static int? Transposed(NodeProto node, int? axis)
    {
        long[] order = [.. node.Attribute.FirstOrDefault(attribute => attribute.Name == "perm")?.Ints ?? []];
        int place = axis is null ? -1 : Array.IndexOf(order, axis == -1 ? order.Length - 1 : axis.Value);
        return place < 0 ? null : place;
    }
}
