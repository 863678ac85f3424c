using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Importing;

/// <summary>Which value of a graph holds its scores, and what its classes are called: converters add labels and maps of probabilities beside them.</summary>
/// <param name="Value">The value of scores, <c>[N, K]</c>.</param>
/// <param name="Slice">The nodes that it needs.</param>
/// <param name="Classes">Names of classes; empty where nothing tells.</param>
/// <param name="AreIntegers">Whether the classes are whole numbers.</param>
internal sealed record OutputChoice(string Value, IReadOnlySet<NodeProto> Slice, IReadOnlyList<string> Classes, bool AreIntegers)
{
    /// <summary>Chooses.</summary>
    /// <exception cref="GliaException">No output holds numbers.</exception>
    public static OutputChoice Of(GraphIndex graph)
    {
        string? value = graph.Model.Graph.Output.Select(output => Scores(graph, output)).FirstOrDefault(found => found is not null)
            ?? graph.Nodes.FirstOrDefault(node => node.OpType == "ArgMax")?.Input.FirstOrDefault();
        if (value is null)
        {
            throw ReadError.Of(graph, "No output of this model holds numbers that a network could put out.");
        }

        IReadOnlySet<NodeProto> slice = WithoutShapes(graph, Needed(graph, value));
        (IReadOnlyList<string> classes, bool areIntegers) = ClassesOf(graph, slice);
        return new OutputChoice(value, slice, classes, areIntegers);
    }

    /// <summary>The nodes that a value needs.</summary>
    public static IReadOnlySet<NodeProto> Needed(GraphIndex graph, string value)
    {
        HashSet<NodeProto> needed = new(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>([value]);
        while (open.TryPop(out string? next))
        {
            if (graph.Maker(next) is { } node && needed.Add(node))
            {
                foreach (string input in GraphIndex.Inputs(node))
                {
                    open.Push(input);
                }
            }
        }

        return needed;
    }

    /// <summary>Without the nodes that only work out sizes for a Reshape, as PyTorch writes x.view(x.size(0), -1).</summary>
    private static HashSet<NodeProto> WithoutShapes(GraphIndex graph, IReadOnlySet<NodeProto> slice)
    {
        HashSet<NodeProto> left = new(slice, ReferenceEqualityComparer.Instance);
        HashSet<string> sizes = new(StringComparer.Ordinal);
        foreach (NodeProto node in graph.Nodes.Where(slice.Contains))
        {
            bool isSize = node.OpType == "Shape" || (node.OpType != "Reshape" && node.Input.Any(sizes.Contains) && node.Input.All(input => sizes.Contains(input) || graph.Constant(input) is not null));
            if (isSize)
            {
                left.Remove(node);
                sizes.UnionWith(node.Output);
            }
        }

        return left;
    }

    private static string? Scores(GraphIndex graph, ValueInfoProto output)
    {
        if (graph.Maker(output.Name) is not { } maker)
        {
            return null;
        }

        // A list of maps: what it was made of.
        if (maker.OpType == "ZipMap")
        {
            return maker.Input.FirstOrDefault();
        }

        bool isNumbers = output.Type?.TensorType is { } tensor && (DataType)tensor.ElemType is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;
        return isNumbers && Needed(graph, output.Name).All(node => node.OpType != "ArgMax") ? output.Name : null;
    }

    private static (IReadOnlyList<string> Classes, bool AreIntegers) ClassesOf(GraphIndex graph, IReadOnlySet<NodeProto> slice)
    {
        var constants = new Constants(graph);
        foreach (NodeProto node in graph.Nodes.Where(node => !slice.Contains(node)))
        {
            switch (node.OpType)
            {
                case "ZipMap":
                    string[] names = Constants.Strings(node, "classlabels_strings");
                    return names.Length > 0 ? (names, false) : ([.. Constants.Attribute(node, "classlabels_int64s")?.Ints.Select(value => Constants.Key(value)) ?? []], true);
                case "ArrayFeatureExtractor" or "Gather" when node.Input.Count == 2 && graph.Constant(node.Input[0]) is { } tensor && graph.Constant(node.Input[1]) is null
                        && ConstantValues.Count(tensor) > 1 && tensor.DataType is (int)DataType.String or (int)DataType.Int64 or (int)DataType.Int32:
                    return (constants.Texts(node.Input[0])!, tensor.DataType != (int)DataType.String);
                case "LabelEncoder" when Constants.Strings(node, "values_strings") is { Length: > 1 } texts:
                    return (texts, false);
                default:
                    break;
            }
        }

        return ([], false);
    }
}
