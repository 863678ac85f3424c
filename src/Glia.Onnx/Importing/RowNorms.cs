using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>By which norm a node divides rows, in the words of <see cref="Networks.Layers.RowNormSpec"/>.</summary>
internal static class RowNorms
{
    /// <summary>Normalizer of the domain ai.onnx.ml; its documents say MAX where nothing is said.</summary>
    /// <exception cref="GliaException">It names another norm.</exception>
    public static string OfNormalizer(GraphIndex graph, NodeProto node)
    {
        string norm = Constants.Attribute(node, "norm")?.S.ToStringUtf8() ?? "MAX";
        return norm is "L1" or "L2" or "MAX" ? norm.ToLowerInvariant() : throw ReadError.At(graph, node, $"it divides rows by a norm '{Files.Text.Short(norm)}', which is none of L1, L2 and MAX");
    }

    /// <summary>LpNormalization, for a graph whose rows lie along the last axis.</summary>
    /// <exception cref="GliaException">It works along another axis, or by another norm.</exception>
    public static string OfLpNormalization(GraphIndex graph, NodeProto node, int rank)
    {
        long axis = Constants.Integer(node, "axis", -1), p = Constants.Integer(node, "p", 2);
        return (axis == -1 || axis == Math.Max(rank, 2) - 1) && p is (1 or 2)
            ? $"l{p}"
            : throw ReadError.At(graph, node, $"it divides by the norm of order {p} along axis {axis}; order 1 or 2 along the row can be read");
    }
}
