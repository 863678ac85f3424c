using System.Globalization;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Expressions;

/// <summary>Writes an operator expression into a graph.</summary>
internal sealed class ExpressionGraph
{
    private readonly GraphBuilder _graph;
    private readonly string _scope;
    private readonly string _input;
    private readonly IReadOnlyDictionary<string, float> _parameters;
    private readonly IReadOnlyDictionary<string, string> _tensors;
    private readonly Dictionary<OnnxTerm, string> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>Initializes a new instance of the <see cref="ExpressionGraph"/> class.</summary>
    /// <param name="graph">Where the operators go.</param>
    /// <param name="scope">What their names begin with.</param>
    /// <param name="input">The value that <c>x</c> stands for.</param>
    /// <param name="parameters">Fixed parameters by name.</param>
    /// <param name="tensors">Initializers of learned parameters by name; they stand before fixed ones.</param>
    public ExpressionGraph(
        GraphBuilder graph,
        string scope,
        string input,
        IReadOnlyDictionary<string, float> parameters,
        IReadOnlyDictionary<string, string> tensors)
    {
        _graph = graph;
        _scope = scope;
        _input = input;
        _parameters = parameters;
        _tensors = tensors;
    }

    /// <summary>Writes a term; one that stands in several places, because a name was given to it, is written once.</summary>
    /// <param name="term">The term.</param>
    /// <returns>The name of the value it makes.</returns>
    public string Write(OnnxTerm term)
    {
        if (!_written.TryGetValue(term, out string? name))
        {
            name = Add(term);
            _written.Add(term, name);
        }

        return name;
    }

    private string Add(OnnxTerm term) => term switch
    {
        InputTerm => _input,
        NumberTerm number => Scalar("constant", number.Value),
        ParameterTerm parameter => _tensors.TryGetValue(parameter.Name, out string? tensor)
            ? tensor
            : Scalar(parameter.Name, Fixed(parameter.Name)),
        WholeNumbersTerm list => _graph.Constant(Tensors.Of($"{_scope}/shape", [.. list.Items.Select(Whole)], list.Items.Count)),
        CallTerm call => _graph.Add(
            call.Operator,
            $"{_scope}/{call.Operator}",
            [.. call.Arguments.Select(Write)],
            [.. call.Attributes.Select(Attribute)]),
        _ => throw new ArgumentException($"No such term: {term}.", nameof(term)),
    };

    private AttributeProto Attribute(OnnxAttribute attribute) => attribute.Kind switch
    {
        OnnxAttributeKind.Integer => Attributes.Of(attribute.Name, long.Parse(attribute.Value, CultureInfo.InvariantCulture)),
        OnnxAttributeKind.Real => Attributes.Of(attribute.Name, float.Parse(attribute.Value, CultureInfo.InvariantCulture)),
        OnnxAttributeKind.Text => Attributes.Of(attribute.Name, attribute.Value),
        _ when _tensors.ContainsKey(attribute.Value) => throw new FormatException(
            $"The parameter '{attribute.Value}' is learned, so an ONNX attribute ('{attribute.Name}') cannot hold it; write it as an input."),
        _ => Attributes.Of(attribute.Name, Fixed(attribute.Value)),
    };

    private long Whole(string item) => item[0] == '{' ? (long)Fixed(item[1..^1]) : long.Parse(item, CultureInfo.InvariantCulture);

    // One element in two dimensions: broadcasts over [N, units] in every operator, PRelu's one-way rule included.
    private string Scalar(string name, float value) => _graph.Constant(Tensors.Of($"{_scope}/{name}", [value], 1, 1));

    private float Fixed(string name) => _parameters.TryGetValue(name, out float value)
        ? value
        : throw new FormatException($"The ONNX expression uses '{{{name}}}', which is no parameter of the activation.");
}
