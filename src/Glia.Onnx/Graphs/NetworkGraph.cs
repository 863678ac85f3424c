using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Expressions;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Graphs;

/// <summary>Writes the layers of a network, as they are in prediction, into a graph.</summary>
internal sealed class NetworkGraph
{
    private readonly GraphBuilder _graph;
    private readonly List<string> _weights = [];

    /// <summary>Initializes a new instance of the <see cref="NetworkGraph"/> class.</summary>
    /// <param name="graph">Where the layers go.</param>
    public NetworkGraph(GraphBuilder graph) => _graph = graph;

    /// <summary>The initializers that hold weights, in the order of <see cref="WeightShapes"/>.</summary>
    public IReadOnlyList<string> Weights => _weights;

    /// <summary>Writes all layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">The value <c>[N, Inputs]</c> that goes in.</param>
    /// <returns>The value <c>[N, Outputs]</c> that comes out: logits, or the standardised target.</returns>
    public string Write(Network network, string x)
    {
        string value = x;
        foreach (Layer layer in network.Layers)
        {
            value = Write(layer, value);
        }

        return value;
    }

    private string Write(Layer layer, string x) => layer switch
    {
        DenseLayer dense => Dense(dense, x),
        ActivationLayer activation => Activation(activation, x),
        BatchNormLayer norm => BatchNorm(norm, x),
        LayerNormLayer norm => LayerNorm(norm, x),
        RowNormLayer norm => _graph.AddMachineLearning("Normalizer", Name(norm) + "/Normalizer", x, Attributes.Of("norm", norm.Norm.ToUpperInvariant())),
        DropoutLayer => x,
        EmbeddingLayer embedding => Embedding(embedding, x),
        _ => throw new GliaException($"The layer '{layer.Name}' ({layer.GetType().Name}) cannot be written as ONNX. Save a checkpoint instead."),
    };

    // Gather, not OneHot and MatMul: a copy of a row is exact, and takes no time that grows with the levels.
    private string Embedding(EmbeddingLayer layer, string x)
    {
        var tables = layer.Parameters.ToDictionary(table => table, table => Weight(table.Name, table.Values, table.Rows, table.Columns));
        string[] parts = [.. layer.Stretches.Select(part => part.Table is { } table ? Lookup(part, tables[table], table.Name, x) : Columns(part, layer, x))];
        return parts.Length == 1 ? parts[0] : _graph.Add("Concat", Name(layer) + "/Concat", parts, Attributes.Of("axis", 1L));
    }

    private string Lookup(EmbeddingStretch part, string table, string name, string x)
    {
        string at = _graph.Constant(Tensors.Of(Plain(name) + "/input", [(long)part.Input]));
        string column = _graph.Add("Gather", Plain(name) + "/column", [x, at], Attributes.Of("axis", 1L));
        string code = _graph.Add("Cast", Plain(name) + "/code", [column], Attributes.Of("to", (long)TensorProto.Types.DataType.Int64));
        return _graph.Add("Gather", Plain(name) + "/Gather", [table, code], Attributes.Of("axis", 0L));
    }

    private string Columns(EmbeddingStretch part, EmbeddingLayer layer, string x)
    {
        long[] from = [.. Enumerable.Range(part.Input, part.Length).Select(input => (long)input)];
        return _graph.Add("Gather", Name(layer) + "/columns", [x, _graph.Constant(Tensors.Of(Name(layer) + "/inputs", from, from.Length))], Attributes.Of("axis", 1L));
    }

    private string Dense(DenseLayer layer, string x) => _graph.Add(
        "Gemm",
        Name(layer) + "/Gemm",
        [x, Weight(layer.Weights.Name, layer.Weights.Values, layer.Inputs, layer.Outputs), Weight(layer.Bias.Name, layer.Bias.Values, layer.Outputs)]);

    private string BatchNorm(BatchNormLayer layer, string x) => _graph.Add(
        "BatchNormalization",
        Name(layer) + "/BatchNormalization",
        [
            x,
            Weight(layer.Scale.Name, layer.Scale.Values, layer.Outputs),
            Weight(layer.Shift.Name, layer.Shift.Values, layer.Outputs),
            Weight(layer.RunningMean.Name, layer.RunningMean.Values, layer.Outputs),
            Weight(layer.RunningVariance.Name, layer.RunningVariance.Values, layer.Outputs),
        ],
        Attributes.Of("epsilon", (float)layer.Epsilon));

    private string LayerNorm(LayerNormLayer layer, string x) => _graph.Add(
        "LayerNormalization",
        Name(layer) + "/LayerNormalization",
        [x, Weight(layer.Scale.Name, layer.Scale.Values, layer.Outputs), Weight(layer.Shift.Name, layer.Shift.Values, layer.Outputs)],
        Attributes.Of("axis", -1L),
        Attributes.Of("epsilon", (float)layer.Epsilon));

    private string Activation(ActivationLayer layer, string x)
    {
        Activation activation = layer.Activation;
        var learned = new Dictionary<string, string>(StringComparer.Ordinal);
        if (layer.Learned is Parameter parameter && activation.Info.LearnedParameter is string name)
        {
            // Two dimensions, [1, 1] or [1, units], broadcast over rows in every operator.
            learned.Add(name, Weight(parameter.Name, parameter.Values, 1, parameter.Length));
        }

        try
        {
            OnnxTerm term = OnnxExpression.Parse(activation.Info.Onnx.Expression);
            _graph.NeedOpset(activation.Info.Onnx.Opset);
            return new ExpressionGraph(_graph, Name(layer), x, activation.Parameters, learned).Write(term);
        }
        catch (FormatException error)
        {
            throw new GliaException($"The activation '{activation.Text}' cannot be written as ONNX. {error.Message}", error);
        }
    }

    private string Weight(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        string taken = _graph.Constant(Tensors.Of(Plain(name), values, shape));
        _weights.Add(taken);
        return taken;
    }

    private static string Name(Layer layer) => Plain(layer.Name);

    // Tools that turn value names into identifiers or file names stumble over spaces.
    private static string Plain(string name) => name.Replace(' ', '_');
}
