using Glia.Onnx.Files;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Reading;

/// <summary>A graph of any maker, ready to be asked: who makes a value, who takes it, what is constant. Nodes are in an order in which they can be run.</summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, NodeProto> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NodeProto>> _takers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="GraphIndex"/> class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="GliaException">Two nodes make one value, or nodes wait for each other.</exception>
    public GraphIndex(ModelProto model, string source)
    {
        (Model, Source) = (model, source);
        GraphProto graph = model.Graph;
        Opset = model.OpsetImport.FirstOrDefault(set => IsDefault(set.Domain))?.Version ?? 1;
        foreach (TensorProto tensor in graph.Initializer)
        {
            _constants.TryAdd(tensor.Name, tensor);
        }

        foreach (NodeProto node in graph.Node)
        {
            foreach (string output in node.Output.Where(name => name.Length > 0))
            {
                if (!_makers.TryAdd(output, node))
                {
                    throw new GliaException($"{source}: Two nodes make the value '{Text.Short(output)}'. The file is damaged; export it again.");
                }
            }

            foreach (string input in Inputs(node).Distinct(StringComparer.Ordinal))
            {
                (_takers.TryGetValue(input, out List<NodeProto>? takers) ? takers : _takers[input] = []).Add(node);
            }

            if (node is { OpType: "Constant", Output.Count: 1 } && Constant(node) is { } constant)
            {
                _constants.TryAdd(node.Output[0], constant);
            }

            // PyTorch writes equal weights once, and passes them on to where else they are needed.
            if (node is { OpType: "Identity", Input.Count: 1, Output.Count: 1 } && IsDefault(node.Domain) && _constants.TryGetValue(node.Input[0], out TensorProto? same))
            {
                _constants.TryAdd(node.Output[0], same);
            }
        }

        Nodes = Sorted(graph.Node);
    }

    /// <summary>The model.</summary>
    public ModelProto Model { get; }

    /// <summary>The file's name, for messages.</summary>
    public string Source { get; }

    /// <summary>The version of the default domain.</summary>
    public long Opset { get; }

    /// <summary>The nodes, each behind those it needs.</summary>
    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>The inputs that somebody has to give: those that are no initializers.</summary>
    public IEnumerable<ValueInfoProto> FreeInputs => Model.Graph.Input.Where(input => !_constants.ContainsKey(input.Name));

    /// <summary>The node that makes a value; null for inputs and initializers.</summary>
    public NodeProto? Maker(string value) => _makers.GetValueOrDefault(value);

    /// <summary>The nodes that take a value, inner graphs included.</summary>
    public IReadOnlyList<NodeProto> Takers(string value) => _takers.TryGetValue(value, out List<NodeProto>? takers) ? takers : [];

    /// <summary>The tensor of a value that is the same on every run; null for others.</summary>
    public TensorProto? Constant(string value) => _constants.GetValueOrDefault(value);

    /// <summary>Whether a domain is that of the standard's own operators.</summary>
    public static bool IsDefault(string domain) => domain is "" or "ai.onnx";

    /// <summary>What a node takes, and what the graphs inside it take from around them.</summary>
    public static IEnumerable<string> Inputs(NodeProto node) =>
        node.Input.Where(name => name.Length > 0).Concat(node.Attribute.SelectMany(attribute =>
            (attribute.G is null ? attribute.Graphs : attribute.Graphs.Prepend(attribute.G)).SelectMany(inner => inner.Node.SelectMany(Inputs))));

    /// <summary>What to call a node in messages.</summary>
    public static string NameOf(NodeProto node) =>
        Text.Short(node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(output => output.Length > 0) ?? node.OpType);

    private static TensorProto? Constant(NodeProto node)
    {
        AttributeProto? value = node.Attribute.FirstOrDefault();
        TensorProto? tensor = value?.Name switch
        {
            "value" => value.T,
            "value_float" => new TensorProto { DataType = (int)TensorProto.Types.DataType.Float, FloatData = { value.F } },
            "value_int" => new TensorProto { DataType = (int)TensorProto.Types.DataType.Int64, Int64Data = { value.I } },
            "value_floats" => new TensorProto { DataType = (int)TensorProto.Types.DataType.Float, Dims = { value.Floats.Count }, FloatData = { value.Floats } },
            "value_ints" => new TensorProto { DataType = (int)TensorProto.Types.DataType.Int64, Dims = { value.Ints.Count }, Int64Data = { value.Ints } },
            _ => null,
        };
        return tensor;
    }

    private List<NodeProto> Sorted(Google.Protobuf.Collections.RepeatedField<NodeProto> nodes)
    {
        var waits = new Dictionary<NodeProto, int>(ReferenceEqualityComparer.Instance);
        var ready = new Queue<NodeProto>();
        foreach (NodeProto node in nodes)
        {
            int needed = Inputs(node).Distinct(StringComparer.Ordinal).Count(_makers.ContainsKey);
            waits[node] = needed;
            if (needed == 0)
            {
                ready.Enqueue(node);
            }
        }

        var sorted = new List<NodeProto>(nodes.Count);
        while (ready.TryDequeue(out NodeProto? node))
        {
            sorted.Add(node);
            foreach (NodeProto taker in node.Output.Where(name => name.Length > 0).SelectMany(Takers))
            {
                if (--waits[taker] == 0)
                {
                    ready.Enqueue(taker);
                }
            }
        }

        if (sorted.Count < nodes.Count)
        {
            throw new GliaException($"{Source}: Nodes of this graph wait for each other in a circle. The file is damaged; export it again.");
        }

        // As written where that is an order that can be run: people know it from their viewer.
        var place = new Dictionary<NodeProto, int>(ReferenceEqualityComparer.Instance);
        foreach (NodeProto node in nodes)
        {
            place[node] = place.Count;
        }

        bool inOrder = nodes.All(node => Inputs(node).All(input => Maker(input) is not { } maker || place[maker] < place[node]));
        return inOrder ? [.. nodes] : sorted;
    }
}
