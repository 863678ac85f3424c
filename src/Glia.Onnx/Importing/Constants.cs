using System.Globalization;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Importing;

/// <summary>Constants of a graph and attributes of its nodes, as numbers and texts.</summary>
internal sealed class Constants(GraphIndex graph)
{
    /// <summary>The sizes of a constant; null for other values.</summary>
    public long[]? Shape(string value) => graph.Constant(value) is { } tensor ? [.. tensor.Dims] : null;

    /// <summary>The numbers of a constant; null for other values, and for texts.</summary>
    public double[]? Numbers(string value) =>
        graph.Constant(value) is { } tensor && tensor.DataType != (int)DataType.String ? ConstantValues.Doubles(tensor, graph.Source) : null;

    /// <summary>A constant that is one number, or the same number throughout.</summary>
    public double? Number(string value) => Numbers(value) is { Length: > 0 } numbers && Array.TrueForAll(numbers, each => each == numbers[0]) ? numbers[0] : null;

    /// <summary>A constant that goes along a row: one number, or as many as the row is wide in the last axis.</summary>
    /// <returns>As many numbers as the width; null where it is no such constant.</returns>
    public double[]? Row(string value, int width)
    {
        if (Numbers(value) is not { } numbers || Shape(value) is not { } shape)
        {
            return null;
        }

        bool isRow = numbers.Length == width && (width == 1 || shape[^1] == width);
        return isRow ? numbers : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], width)] : null;
    }

    /// <summary>The sizes of a new shape: a constant, or one put together of constants and sizes of the graph's values, for which 0 stands here.</summary>
    public double[]? Sizes(string value)
    {
        if (Numbers(value) is { } constant)
        {
            return constant;
        }

        if (graph.Maker(value) is not { OpType: "Concat", Input.Count: > 1 } concat)
        {
            return null;
        }

        // Only the first, the number of rows, may be worked out.
        double[] sizes = [.. concat.Input.SelectMany(input => Numbers(input) ?? [0])];
        return concat.Input.Skip(1).All(input => graph.Constant(input) is not null) ? sizes : null;
    }

    /// <summary>The texts of a constant; numbers in their shortest form.</summary>
    public string[]? Texts(string value) => graph.Constant(value) switch
    {
        null => null,
        { DataType: (int)DataType.String } tensor => [.. tensor.StringData.Select(text => text.ToStringUtf8())],
        var tensor => [.. ConstantValues.Doubles(tensor, graph.Source).Select(Key)],
    };

    /// <summary>A number as Glia writes categories of numbers.</summary>
    public static string Key(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>An attribute; null where it is not given.</summary>
    public static AttributeProto? Attribute(NodeProto node, string name) => node.Attribute.FirstOrDefault(each => each.Name == name);

    /// <summary>A whole number of a node.</summary>
    public static long Integer(NodeProto node, string name, long otherwise) => Attribute(node, name)?.I ?? otherwise;

    /// <summary>A number of a node.</summary>
    public static double Real(NodeProto node, string name, double otherwise) => Attribute(node, name) is { } found ? found.F : otherwise;

    /// <summary>A list of texts of a node.</summary>
    public static string[] Strings(NodeProto node, string name) => [.. Attribute(node, name)?.Strings.Select(text => text.ToStringUtf8()) ?? []];
}
