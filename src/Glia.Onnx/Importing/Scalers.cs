using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>The operator Scaler of the domain ai.onnx.ml: (x − offset)·scale, column by column.</summary>
internal static class Scalers
{
    /// <summary>Reads its numbers, one for every column; a single one counts for all.</summary>
    /// <exception cref="GliaException">There are others than for that many columns.</exception>
    public static (double[] Offset, double[] Scale) Read(GraphIndex graph, NodeProto node, int columns)
    {
        return (List("offset", 0), List("scale", 1));

        double[] List(string name, double otherwise)
        {
            double[] list = [.. Constants.Attribute(node, name)?.Floats.Select(value => (double)value) ?? []];
            return list.Length == columns ? list
                : list.Length <= 1 ? [.. Enumerable.Repeat(list.Length == 1 ? list[0] : otherwise, columns)]
                : throw ReadError.At(graph, node, FormattableString.Invariant($"its '{name}' has {list.Length} numbers for {columns} columns"));
        }
    }
}
