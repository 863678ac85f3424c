using Glia.Networks.Layers;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>What a chain of layers came to.</summary>
/// <param name="Steps">The layers.</param>
/// <param name="Output">What stands behind the last one.</param>
/// <param name="IsPair">Whether two probabilities are made of one sigmoid.</param>
/// <param name="Uses">Which tensors hold which units.</param>
/// <param name="FixedSpaces">Units whose number is written into the graph elsewhere than in weights.</param>
internal sealed record Chain(IReadOnlyList<Step> Steps, OutputKind Output, bool IsPair, IReadOnlyList<TensorUse> Uses, IReadOnlySet<int> FixedSpaces);

/// <summary>
/// Reads a network as a chain of layers, from where the preprocessing ends to the scores. Every node on the way is a layer, a part of one, or of no account in
/// prediction; anything else is named and refused.
/// </summary>
internal sealed class ChainReader
{
    private readonly GraphIndex _graph;
    private readonly Constants _constants;
    private readonly IReadOnlySet<NodeProto> _slice;
    private readonly int _rank;
    private readonly LayerList _layers;
    private readonly NodeReader _nodes;
    private readonly FunctionReader _functions;
    private readonly Lazy<ILookup<string, ActivationSite>> _sites;

    private ChainReader(GraphIndex graph, OutputChoice output, int width, int rank)
    {
        _graph = graph;
        _constants = new Constants(graph);
        _slice = output.Slice;
        _rank = rank;
        _layers = new LayerList(width);
        _functions = new FunctionReader(graph, _layers, rank);
        _nodes = new NodeReader(graph, _constants, _layers, _functions, rank);
        _sites = new(() => ActivationFinder.Find(graph).ToLookup(site => site.Z, StringComparer.Ordinal));
    }

    /// <summary>Reads it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="output">The value of scores.</param>
    /// <param name="from">The value with which the network begins.</param>
    /// <param name="width">Its numbers a row.</param>
    /// <param name="rank">Dimensions of the graph's input.</param>
    public static Chain Read(GraphIndex graph, OutputChoice output, string from, int width, int rank) => new ChainReader(graph, output, width, rank).Read(from, output.Value);

    private Chain Read(string value, string end)
    {
        bool isPair = false;
        while (value != end)
        {
            string? pair = isPair ? null : Pair(value);
            isPair |= pair is not null;
            value = pair ?? Activation(value) ?? LayerNorm(value) ?? RowNorm(value) ?? Softmax(value) ?? Node(value);
        }

        (IReadOnlyList<Step> steps, OutputKind output) = _layers.Finish(isPair);
        return new Chain(steps, isPair ? OutputKind.Sigmoid : output, isPair, _layers.Uses, _layers.FixedSpaces);
    }

    private NodeProto[] Takers(string value) => [.. _graph.Takers(value).Where(_slice.Contains)];

    private string Node(string value)
    {
        NodeProto[] takers = Takers(value);
        if (takers.Length > 1)
        {
            throw ReadError.At(_graph, takers[1], $"the value '{Files.Text.Short(value)}' goes into it and into '{GraphIndex.NameOf(takers[0])}' ({Files.Text.Short(takers[0].OpType)}); branches that meet again are no chain of layers");
        }

        if (takers.Length == 0)
        {
            throw ReadError.Of(_graph, $"The value '{Files.Text.Short(value)}' leads nowhere.");
        }

        NodeProto node = takers[0];
        string? other = node.Input.FirstOrDefault(input => input.Length > 0 && input != value && _graph.Constant(input) is null);
        if (other is not null && !(node.OpType == "Reshape" && _constants.Sizes(other) is not null))
        {
            throw ReadError.At(_graph, node, $"it also takes '{Files.Text.Short(other)}', which is neither constant nor of this chain of layers");
        }

        _nodes.Read(node, value);
        return node.Output[0];
    }

    private string? Activation(string value)
    {
        // No function of the catalogue begins with these.
        if (Takers(value) is [{ OpType: "Gemm" or "MatMul" or "BatchNormalization" or "LayerNormalization" or "Identity" or "Cast" or "Flatten" or "Dropout" }])
        {
            return null;
        }

        if (Gated(value) is { } gated)
        {
            return gated;
        }

        if (TermMatcher.Find(_graph, _constants, value, _slice) is { } found)
        {
            _functions.Activate(found.Activation, found.Learned is null ? null : _graph.Constant(found.Learned), Name(_graph.Maker(found.Y)!));
            return found.Y;
        }

        // What only scales and shifts is no function, though it may have the values of one: a leaky rectifier of slope 1 is the identity.
        ActivationSite? site = _sites.Value[value].Where(each => each.Nodes.Any(node => node.OpType is not ("Add" or "Sub" or "Mul" or "Div" or "Neg" or "Identity" or "Cast" or "Dropout")))
            .Where(each => TermMatcher.Closed(_graph, value, each.Y, new HashSet<NodeProto>(each.Nodes, ReferenceEqualityComparer.Instance), _slice))
            .MaxBy(each => each.Nodes.Count);
        if (site is null)
        {
            return null;
        }

        _functions.Activate(site.Activation, site.Learned, site.Name);
        return site.Y;
    }

    /// <summary>a · sigmoid(b) of two halves, by Split, as PyTorch writes it.</summary>
    private string? Gated(string value)
    {
        if (Takers(value) is not [{ OpType: "Split", Output.Count: 2 } split] || Constants.Integer(split, "axis", 0) is not (1 or -1) || _layers.Width % 2 != 0
            || Takers(split.Output[1]) is not [{ OpType: "Sigmoid" } gate] || Takers(gate.Output[0]) is not [{ OpType: "Mul", Input.Count: 2 } product]
            || Takers(split.Output[0]) is not [var other] || !ReferenceEquals(other, product))
        {
            return null;
        }

        double[] sizes = split.Input.Count > 1 ? _constants.Numbers(split.Input[1]) ?? [] : [.. Constants.Attribute(split, "split")?.Ints.Select(size => (double)size) ?? []];
        if (sizes.Length > 0 && (sizes.Length != 2 || sizes[0] != sizes[1]))
        {
            return null;
        }

        _functions.Activate(LayerList.GluFunction, null, Name(product));
        _layers.Fix();
        return product.Output[0];
    }

    /// <summary>Two probabilities of one sigmoid p: 1 − p and p side by side, or softmax of (0, z).</summary>
    private string? Pair(string value)
    {
        NodeProto[] takers = Takers(value);
        if (_layers.Width != 1)
        {
            return null;
        }

        if (takers is [{ OpType: "Mul" } zeroOne] && (_constants.Numbers(zeroOne.Input[0]) ?? _constants.Numbers(zeroOne.Input[^1])) is [0, 1]
            && Takers(zeroOne.Output[0]) is [{ OpType: "Softmax" } softmax])
        {
            return softmax.Output[0];
        }

        NodeProto? sub = takers.FirstOrDefault(node => node.OpType == "Sub" && node.Input.Count == 2 && node.Input[1] == value && _constants.Number(node.Input[0]) == 1);
        NodeProto? concat = takers.FirstOrDefault(node => node.OpType == "Concat" && sub is not null && node.Input.Count == 2 && node.Input[0] == sub.Output[0] && node.Input[1] == value);
        return takers.Length == 2 && sub is not null && concat is not null && Takers(sub.Output[0]).Length == 1 && _layers.EndsInSigmoid() ? concat.Output[0] : null;
    }

    /// <summary>(x − mean)/√(variance + ε), node by node, as exporters write it where the operator is too new for them.</summary>
    private string? LayerNorm(string value)
    {
        NodeProto[] takers = Takers(value);
        NodeProto? mean = takers.FirstOrDefault(node => node.OpType == "ReduceMean" && IsLastAxis(node));
        NodeProto? sub = takers.FirstOrDefault(node => node.OpType == "Sub" && mean is not null && node.Input.Count == 2 && node.Input[0] == value && node.Input[1] == mean.Output[0]);
        if (sub is null || takers.Any(node => node.OpType is not ("ReduceMean" or "Sub")))
        {
            return null;
        }

        string d = sub.Output[0];
        NodeProto? square = Takers(d).FirstOrDefault(node => (node.OpType == "Pow" && _constants.Number(node.Input[1]) == 2) || (node.OpType == "Mul" && node.Input.All(input => input == d)));
        NodeProto? variance = Only(square, "ReduceMean");
        NodeProto? add = variance is not null && IsLastAxis(variance) ? Only(variance, "Add") : null;
        NodeProto? root = Only(add, "Sqrt");
        NodeProto? divide = Only(root, "Div");
        double? epsilon = add is null ? null : _constants.Number(add.Input[0]) ?? _constants.Number(add.Input[1]);
        if (divide is null || epsilon is null || divide.Input[0] != d || Takers(d).Length != 2)
        {
            return null;
        }

        _layers.Norm(new LayerNormSpec(_nodes.Epsilon(divide, epsilon.Value)), [Filled(1), Filled(0)], Name(divide));
        return divide.Output[0];

        NodeProto? Only(NodeProto? node, string type) => node is not null && Takers(node.Output[0]) is [var next] && next.OpType == type ? next : null;
        float[] Filled(float number) => [.. Enumerable.Repeat(number, _layers.Width)];
    }

    /// <summary>x/max(‖x‖, ε), as PyTorch writes torch.nn.functional.normalize: the norm widened to the shape of x. Rows with a norm below ε, 1e-12 there, are taken as any other.</summary>
    private string? RowNorm(string value)
    {
        NodeProto? norm = Takers(value).FirstOrDefault(node => node.OpType is "ReduceL1" or "ReduceL2" && IsLastAxis(node));
        NodeProto? divide = Takers(value).FirstOrDefault(node => node.OpType == "Div" && node.Input[0] == value && node.Input[1] != value);
        NodeProto? widened = divide is null ? null : _graph.Maker(divide.Input[1]);
        NodeProto? limited = widened is { OpType: "Expand" } && _graph.Maker(widened.Input[1]) is { OpType: "Shape" } shape && shape.Input[0] == value ? _graph.Maker(widened.Input[0]) : null;
        bool isWhole = norm is not null && limited is { OpType: "Clip" } && limited.Input[0] == norm.Output[0]
            && Takers(value).All(node => ReferenceEquals(node, norm) || ReferenceEquals(node, divide) || node.OpType == "Shape")
            && new[] { norm, limited, widened! }.All(node => _graph.Takers(node.Output[0]).Count == 1);
        if (!isWhole)
        {
            return null;
        }

        _layers.RowNorm(norm!.OpType == "ReduceL1" ? "l1" : "l2", Name(divide!));
        return divide!.Output[0];
    }

    /// <summary>exp(x − max)/Σ, and x − max − log Σ, node by node.</summary>
    private string? Softmax(string value)
    {
        NodeProto? max = Takers(value).FirstOrDefault(node => node.OpType == "ReduceMax" && IsLastAxis(node));
        NodeProto? sub = Takers(value).FirstOrDefault(node => node.OpType == "Sub" && max is not null && node.Input[0] == value && node.Input[1] == max.Output[0]);
        NodeProto? power = sub is null || Takers(value).Length != 2 ? null : Takers(sub.Output[0]).FirstOrDefault(node => node.OpType == "Exp");
        NodeProto? sum = power is null ? null : Takers(power.Output[0]).FirstOrDefault(node => node.OpType == "ReduceSum" && IsLastAxis(node));
        if (sum is null || Takers(sum.Output[0]) is not [var last])
        {
            return null;
        }

        if (last.OpType == "Log" && Takers(last.Output[0]) is [{ OpType: "Sub" } end] && end.Input[0] == sub!.Output[0] && Takers(sub.Output[0]).Length == 2 && Takers(power!.Output[0]).Length == 1)
        {
            _layers.Activate(LayerList.LogSoftmaxFunction, null, Name(end));
            return end.Output[0];
        }

        if (last.OpType != "Div" || last.Input[0] != power!.Output[0] || Takers(power.Output[0]).Length != 2 || Takers(sub!.Output[0]).Length != 1)
        {
            return null;
        }

        _layers.Activate(LayerList.SoftmaxFunction, null, Name(last));
        return last.Output[0];
    }

    private bool IsLastAxis(NodeProto node)
    {
        double[] axes = node.Input.Count > 1 && _constants.Numbers(node.Input[1]) is { } given ? given : [.. Constants.Attribute(node, "axes")?.Ints.Select(axis => (double)axis) ?? []];
        return axes is [var axis] && (axis == -1 || axis == Math.Max(2, _rank) - 1) && Constants.Integer(node, "keepdims", 1) == 1;
    }

    private static string Name(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output[0];
}
