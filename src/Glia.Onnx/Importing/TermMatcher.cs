using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Onnx.Expressions;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>An activation found by the shape of its nodes.</summary>
/// <param name="Activation">The function, with its parameters as they stand in the graph.</param>
/// <param name="Y">The value that comes out.</param>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Learned">The tensor of a parameter that is learned; null for none.</param>
internal sealed record FoundActivation(Activation Activation, string Y, IReadOnlySet<NodeProto> Nodes, string? Learned);

/// <summary>
/// Finds a function of the catalogue where a graph writes it node for node as the catalogue's own expression does: functions of whole rows, and parameters
/// with every bit. (What others write otherwise is found by its values: <see cref="ActivationFinder"/>.)
/// </summary>
internal sealed class TermMatcher
{
    private static readonly (ActivationInfo Info, CallTerm Term)[] Functions =
    [
        .. ActivationCatalog.All.Select(info => (Info: info, Term: OnnxExpression.Parse(info.Onnx.Expression)))
            .Where(each => each.Term is CallTerm { Operator: not "Identity" }).Select(each => (each.Info, (CallTerm)each.Term)),

        // As PyTorch writes it.
        (ActivationCatalog.All.First(info => info.Onnx.Expression == "Neg(Softplus(Neg(x)))"), (CallTerm)OnnxExpression.Parse("Log(Sigmoid(x))")),
    ];

    private readonly GraphIndex _graph;
    private readonly Constants _constants;
    private readonly string _x;
    private readonly Dictionary<OnnxTerm, string> _values = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<NodeProto> _nodes = new(ReferenceEqualityComparer.Instance);

    private TermMatcher(GraphIndex graph, Constants constants, string x) => (_graph, _constants, _x) = (graph, constants, x);

    /// <summary>Finds the largest function that is computed of a value and of nothing else, and takes all of it.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="x">The value.</param>
    /// <param name="slice">The nodes that count.</param>
    public static FoundActivation? Find(GraphIndex graph, Constants constants, string x, IReadOnlySet<NodeProto> slice)
    {
        FoundActivation? best = null;
        foreach (NodeProto node in Behind(graph, x, slice))
        {
            foreach ((ActivationInfo info, CallTerm term) in Functions.Where(each => each.Term.Operator == node.OpType))
            {
                var matcher = new TermMatcher(graph, constants, x);
                if (matcher.Matches(term, node.Output[0]) && matcher._nodes.Count > (best?.Nodes.Count ?? 0)
                    && Closed(graph, x, node.Output[0], matcher._nodes, slice) && matcher.Found(info, node.Output[0]) is { } found)
                {
                    best = found;
                }
            }
        }

        return best;
    }

    /// <summary>Whether nobody else takes what goes in or what is computed on the way.</summary>
    public static bool Closed(GraphIndex graph, string x, string y, IReadOnlySet<NodeProto> nodes, IReadOnlySet<NodeProto> slice) =>
        graph.Takers(x).All(taker => !slice.Contains(taker) || nodes.Contains(taker))
        && nodes.All(node => node.Output.All(output => output == y || graph.Takers(output).All(taker => !slice.Contains(taker) || nodes.Contains(taker))));

    /// <summary>The nodes behind a value, up to as many as the longest function has.</summary>
    private static List<NodeProto> Behind(GraphIndex graph, string x, IReadOnlySet<NodeProto> slice)
    {
        const int Most = 64;
        var found = new List<NodeProto>();
        HashSet<NodeProto> seen = new(ReferenceEqualityComparer.Instance);
        var values = new Queue<string>([x]);
        while (found.Count < Most && values.TryDequeue(out string? value))
        {
            foreach (NodeProto node in graph.Takers(value).Where(slice.Contains))
            {
                if (node.Output.Count > 0 && GraphIndex.IsDefault(node.Domain) && seen.Add(node))
                {
                    found.Add(node);
                    values.Enqueue(node.Output[0]);
                }
            }
        }

        return found;
    }

    private bool Matches(OnnxTerm term, string value)
    {
        if (_values.TryGetValue(term, out string? before))
        {
            return before == value;
        }

        bool fits = term switch
        {
            InputTerm => value == _x,
            NumberTerm number => _constants.Number(value) is { } constant && (float)constant == number.Value,
            ParameterTerm parameter => Tensor(parameter.Name, value),
            WholeNumbersTerm list => _constants.Numbers(value) is { } numbers && numbers.Length == list.Items.Count && numbers.Zip(list.Items).All(pair => Item(pair.Second, pair.First)),
            CallTerm call => Call(call, value),
            _ => false,
        };
        if (fits)
        {
            _values[term] = value;
        }

        return fits;
    }

    private bool Call(CallTerm call, string value)
    {
        if (_graph.Maker(value) is not { } node || node.OpType != call.Operator || !GraphIndex.IsDefault(node.Domain) || node.Input.Count != call.Arguments.Count || node.Output[0] != value)
        {
            return false;
        }

        foreach (OnnxAttribute attribute in call.Attributes)
        {
            if (Constants.Attribute(node, attribute.Name) is not { } given || !Fits(attribute, given))
            {
                return false;
            }
        }

        // Attributes that the expression leaves at their defaults have to be left there by the graph, too; those of no account are not written by Glia.
        if (node.Attribute.Count > call.Attributes.Count)
        {
            return false;
        }

        for (int i = 0; i < node.Input.Count; i++)
        {
            if (!Matches(call.Arguments[i], node.Input[i]))
            {
                return false;
            }
        }

        _nodes.Add(node);
        return true;
    }

    private bool Fits(OnnxAttribute attribute, AttributeProto given) => attribute.Kind switch
    {
        OnnxAttributeKind.Integer => given.I == long.Parse(attribute.Value, CultureInfo.InvariantCulture),
        OnnxAttributeKind.Real => given.F == float.Parse(attribute.Value, CultureInfo.InvariantCulture),
        OnnxAttributeKind.Text => given.S.ToStringUtf8() == attribute.Value,
        _ => Parameter(attribute.Value, given.F),
    };

    private bool Item(string item, double number) =>
        item[0] == '{' ? Parameter(item[1..^1], number) : number == long.Parse(item, CultureInfo.InvariantCulture);

    private bool Tensor(string name, string value)
    {
        if (_constants.Number(value) is { } number && _constants.Numbers(value)!.Length == 1)
        {
            _tensors.TryAdd(name, value);
            return Parameter(name, number);
        }

        return _constants.Numbers(value) is { Length: > 1 } && _tensors.TryAdd(name, value);
    }

    private bool Parameter(string name, double value) => _parameters.TryAdd(name, value) || _parameters[name] == value;

    private FoundActivation? Found(ActivationInfo info, string y)
    {
        // A parameter that is a tensor of many values is one that each unit has learned; of one value, where the function learns unless told otherwise.
        string? tensor = info.LearnedParameter is { } name ? _tensors.GetValueOrDefault(name) : null;
        int count = tensor is null ? 0 : _constants.Numbers(tensor)!.Length;
        bool isLearned = count > 1 || (count == 1 && info.LearnedByDefault != LearnedPer.None);
        if (_tensors.Any(pair => !_parameters.ContainsKey(pair.Key) && pair.Value != tensor))
        {
            return null;
        }

        IEnumerable<string> parts = _parameters.Where(pair => !isLearned || pair.Key != info.LearnedParameter).Select(pair => FormattableString.Invariant($"{pair.Key}={(float)pair.Value:R}"));
        if (info.LearnedParameter is not null)
        {
            parts = parts.Append(!isLearned ? "learn=none" : count > 1 ? "learn=unit" : "learn=layer");
        }

        string text = parts.Any() ? $"{info.Name}({string.Join(", ", parts)})" : info.Name;
        return ActivationCatalog.TryParse(text, out Activation? activation, out _) ? new FoundActivation(activation, y, _nodes, isLearned ? tensor : null) : null;
    }
}
