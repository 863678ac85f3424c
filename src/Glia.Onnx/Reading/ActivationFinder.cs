using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Reading;

/// <summary>
/// Finds the activations of a graph: wherever a value is a function of one other value alone, by elementwise nodes and constants, it is computed at some
/// points and compared with the catalogue. The widest such piece counts: x·Sigmoid(x) is one function, not a sigmoid and a product.
/// </summary>
internal sealed class ActivationFinder
{
    /// <summary>Sources kept a value, and nodes of one function: GELU by tanh needs nine.</summary>
    private const int MostSources = 20;
    private const int MostNodes = 24;

    private readonly GraphIndex _graph;
    private readonly Dictionary<string, List<string>> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Activation?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double?> _scalars = new(StringComparer.Ordinal);

    private ActivationFinder(GraphIndex graph) => _graph = graph;

    /// <summary>Finds them.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The activations in graph order.</returns>
    public static IReadOnlyList<ActivationSite> Find(GraphIndex graph)
    {
        var finder = new ActivationFinder(graph);
        HashSet<string> live = [.. graph.FreeInputs.Select(input => input.Name)];
        List<ActivationSite> found = [];
        foreach (NodeProto node in graph.Nodes)
        {
            bool lives = GraphIndex.Inputs(node).Any(live.Contains);
            if (!lives)
            {
                continue;
            }

            live.UnionWith(node.Output.Where(name => name.Length > 0));
            if (finder.Site(node) is { } site)
            {
                found.Add(site);
            }
        }

        return Outermost(graph, found);
    }

    private ActivationSite? Site(NodeProto node)
    {
        if (node.Output.Count == 0 || node.Output[0].Length == 0 || Sources(node) is not { Count: > 0 } sources)
        {
            return null;
        }

        string y = node.Output[0];
        _sources[y] = sources;
        if (ElementwiseOperators.PassesOn(node))
        {
            return null;
        }

        ActivationSite? best = null;
        foreach (string z in sources)
        {
            if (Match(z, y) is { } site && site.Activation.Text != best?.Activation.Text)
            {
                best = site;
            }
        }

        return best;
    }

    /// <summary>The values of which a node's output is a function, the nearest first: those that all its inputs have in common.</summary>
    private List<string>? Sources(NodeProto node)
    {
        List<string>? common = null;
        double[] one = [1];
        string[] inputs = [.. ElementwiseOperators.Inputs(node)];
        if (inputs.Length == 0 || ElementwiseOperators.Apply(node, [.. inputs.Select(name => name.Length == 0 ? null : one)]) is null)
        {
            return null;
        }

        foreach (string input in inputs.Where(name => name.Length > 0 && !IsConstant(node, name)))
        {
            IEnumerable<string> from = _graph.Constant(input) is not null ? [] : (_sources.GetValueOrDefault(input) ?? []).Prepend(input);
            common = common is null ? [.. from] : [.. common.Intersect(from, StringComparer.Ordinal)];
        }

        return common?.Take(MostSources).ToList();
    }

    private bool IsConstant(NodeProto node, string value) => Scalar(value) is not null || (node.OpType == "PRelu" && _graph.Constant(value) is not null && value == node.Input[1]);

    /// <summary>A constant of one value, or of many equal ones.</summary>
    private double? Scalar(string value)
    {
        if (_scalars.TryGetValue(value, out double? known))
        {
            return known;
        }

        double? scalar = null;
        if (_graph.Constant(value) is { } tensor && ConstantValues.Count(tensor) is > 0 and <= 65536
            && tensor.ExternalData.Count == 0 && tensor.DataType is 1 or 2 or 3 or 5 or 6 or 7 or 9 or 10 or 11 or 16)
        {
            double[] values = ConstantValues.Doubles(tensor, _graph.Source);
            scalar = Array.TrueForAll(values, each => each == values[0]) ? values[0] : null;
        }

        return _scalars[value] = scalar;
    }

    private ActivationSite? Match(string z, string y)
    {
        // One signature, one answer: a deep network computes the same function in the same way in every layer.
        List<NodeProto> nodes = [];
        List<double> constants = [];
        StringBuilder signature = new();
        TensorProto? learned = null;
        Dictionary<string, double[]?> values = new(StringComparer.Ordinal) { [z] = FunctionMatcher.Points };
        double[]? result = Value(y);
        if (result is null || nodes.Count > MostNodes || nodes.TrueForAll(ElementwiseOperators.PassesOn))
        {
            return null;
        }

        string key = signature.ToString();
        if (!_known.TryGetValue(key, out Activation? activation))
        {
            activation = FunctionMatcher.Find(result, [.. constants.Distinct()], learned is not null);
            _known[key] = activation;
        }

        string name = nodes[0].Name.Length > 0 ? nodes[0].Name : y;
        return activation is null ? null : new ActivationSite(name, activation, z, y, nodes, activation.Info.LearnedParameter is null ? null : learned);

        double[]? Value(string value)
        {
            if (values.TryGetValue(value, out double[]? computed))
            {
                int place = 0;
                foreach (string seen in values.Keys)
                {
                    if (seen == value)
                    {
                        break;
                    }

                    place++;
                }

                signature.Append('#').Append(place);
                return computed;
            }

            if (Scalar(value) is { } scalar)
            {
                constants.Add(scalar);
                signature.Append(CultureInfo.InvariantCulture, $"{scalar:R}");
                return values[value] = Filled(scalar);
            }

            if (nodes.Count > MostNodes || _graph.Maker(value) is not { } node)
            {
                return null;
            }

            nodes.Add(node);
            signature.Append(node.OpType);
            foreach (AttributeProto attribute in node.Attribute)
            {
                constants.AddRange(attribute.Type == AttributeProto.Types.AttributeType.Float || attribute.F != 0 ? [attribute.F] : Array.Empty<double>());
                signature.Append(CultureInfo.InvariantCulture, $" {attribute.Name}={attribute.F:R}{attribute.S.ToStringUtf8()}");
            }

            signature.Append('(');
            List<double[]?> arguments = [];
            foreach (string input in ElementwiseOperators.Inputs(node))
            {
                bool slope = node.OpType == "PRelu" && arguments.Count == 1 && _graph.Constant(input) is not null;
                double[]? argument = slope ? Slope(input) : input.Length == 0 ? null : Value(input);
                if (argument is null && input.Length > 0)
                {
                    return null;
                }

                arguments.Add(argument);
                signature.Append(',');
            }

            signature.Append(')');
            return values[value] = ElementwiseOperators.Apply(node, arguments);
        }

        double[]? Slope(string input)
        {
            learned = _graph.Constant(input)!;
            if (ConstantValues.Count(learned) is not > 0 || learned.ExternalData.Count > 0)
            {
                return null;
            }

            double first = ConstantValues.Doubles(learned, _graph.Source)[0];
            constants.Add(first);
            signature.Append(CultureInfo.InvariantCulture, $"{first:R}");
            return Filled(first);
        }
    }

    private static double[] Filled(double value)
    {
        double[] values = new double[FunctionMatcher.Points.Length];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>Leaves out what is only a part of another one, and says of each where its units are and whether weights follow.</summary>
    private static List<ActivationSite> Outermost(GraphIndex graph, List<ActivationSite> found)
    {
        List<ActivationSite> kept = [];
        var inside = new Dictionary<NodeProto, HashSet<NodeProto>>(ReferenceEqualityComparer.Instance);
        HashSet<string> outputs = [.. graph.Model.Graph.Output.Select(output => output.Name)];
        foreach (ActivationSite site in Enumerable.Reverse(found))
        {
            bool isPart = inside.TryGetValue(site.Nodes[0], out HashSet<NodeProto>? region)
                && !outputs.Contains(site.Y) && graph.Takers(site.Y).All(region.Contains);
            if (isPart)
            {
                continue;
            }

            kept.Add(site);
            HashSet<NodeProto> nodes = new(site.Nodes, ReferenceEqualityComparer.Instance);
            foreach (NodeProto node in site.Nodes.Skip(1))
            {
                inside.TryAdd(node, nodes);
            }
        }

        kept.Reverse();
        var map = new SignalMap(graph);
        return [.. kept.Select(site => site with { Axis = map.Axis(site.Z), IsOutput = !map.HasWeightsBehind(site.Y) })];
    }
}
