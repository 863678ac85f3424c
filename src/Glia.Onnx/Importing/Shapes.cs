using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>Nodes that give a tensor another shape.</summary>
internal static class Shapes
{
    /// <summary>Whether every row stays a row of as many numbers in the same order.</summary>
    /// <param name="node">Reshape, Flatten, Squeeze or Unsqueeze.</param>
    /// <param name="constants">The graph's constants.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="opset">The version of the default domain.</param>
    public static bool KeepsRows(NodeProto node, Constants constants, int width, long opset)
    {
        switch (node.OpType)
        {
            case "Flatten":
                return Constants.Integer(node, "axis", 1) == 1 || (Constants.Integer(node, "axis", 1) == -1 && width >= 1);
            case "Squeeze" or "Unsqueeze":
                double[] axes = opset >= 13 && node.Input.Count > 1 ? constants.Numbers(node.Input[1]) ?? [0] : [.. Constants.Attribute(node, "axes")?.Ints.Select(axis => (double)axis) ?? []];
                return axes.Length > 0 && Array.TrueForAll(axes, axis => axis is > 0 or -1);
            default:
                double[]? shape = opset >= 5 ? node.Input.Count > 1 ? constants.Sizes(node.Input[1]) : null : [.. Constants.Attribute(node, "shape")?.Ints.Select(size => (double)size) ?? []];
                return shape is { Length: > 0 } && Keeps(shape, width);
        }
    }

    private static bool Keeps(double[] shape, int width)
    {
        if (shape.Length == 1)
        {
            return width == 1 && shape[0] is -1;
        }

        double known = shape.Skip(1).Where(size => size > 0).Aggregate(1.0, (product, size) => product * size);
        bool isOpen = shape.Skip(1).Any(size => size is -1 or 0);
        return isOpen ? shape[0] != -1 && shape.Skip(1).Count(size => size is -1 or 0) == 1 && width % known == 0 && shape[0] >= 0 : known == width;
    }
}
