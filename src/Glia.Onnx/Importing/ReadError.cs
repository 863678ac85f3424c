using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>What to say where a graph goes beyond what can be read.</summary>
internal static class ReadError
{
    /// <summary>A node that cannot be read, and why.</summary>
    public static GliaException At(GraphIndex graph, NodeProto node, string why) =>
        new($"{graph.Source}: The node '{GraphIndex.NameOf(node)}' ({Files.Text.Short(node.OpType)}) cannot be read as a layer: {why}.");

    /// <summary>A whole graph that cannot be read, and why.</summary>
    public static GliaException Of(GraphIndex graph, string why) => new($"{graph.Source}: {why}");
}
