using System.Globalization;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Graphs;

/// <summary>
/// Collects the values and operators of one graph in the order of their making, which is an order in which they can run.
/// Every value has a name of its own: a taken one gets a number behind it.
/// </summary>
internal sealed class GraphBuilder
{
    /// <summary>The domain of operators for classical machine learning.</summary>
    public const string MachineLearningDomain = "ai.onnx.ml";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="GraphBuilder"/> class.</summary>
    /// <param name="name">The graph's name.</param>
    public GraphBuilder(string name) => Graph = new GraphProto { Name = name };

    /// <summary>The graph so far.</summary>
    public GraphProto Graph { get; }

    /// <summary>The lowest opset of the default domain that has everything added so far with the meaning it was added for.</summary>
    public int Opset { get; private set; } = OnnxOptions.LowestOpset;

    /// <summary>Whether an operator of <see cref="MachineLearningDomain"/> was added.</summary>
    public bool UsesMachineLearningDomain { get; private set; }

    /// <summary>Says that an operator about to be added needs an opset.</summary>
    /// <param name="opset">The first opset that has it.</param>
    public void NeedOpset(int opset) => Opset = Math.Max(Opset, opset);

    /// <summary>Adds an input <c>[N, 1]</c>. Inputs come before everything else, so that their names are theirs.</summary>
    /// <param name="name">The name, which nothing else may bear.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="description">What goes in, for the reader of the graph.</param>
    /// <returns>The name.</returns>
    public string Input(string name, TensorProto.Types.DataType type, string description)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The graph has a value '{name}' already.", nameof(name));
        }

        Graph.Input.Add(Value(name, type, description, 1));
        return name;
    }

    /// <summary>Takes a name for an output before other values can have it.</summary>
    /// <param name="wanted">The usual name.</param>
    /// <param name="instead">The name when an input bears that one.</param>
    /// <returns>The name taken.</returns>
    public string ReserveOutput(string wanted, string instead)
    {
        if (_names.Add(wanted))
        {
            return wanted;
        }

        return Unique(instead);
    }

    /// <summary>Declares a value as an output of the graph.</summary>
    /// <param name="name">The name of an existing value.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="description">What comes out, for the reader of the graph.</param>
    /// <param name="width">The second size; null when the shape is <c>[N]</c>.</param>
    public void Output(string name, TensorProto.Types.DataType type, string description, int? width) =>
        Graph.Output.Add(Value(name, type, description, width));

    /// <summary>Adds a constant.</summary>
    /// <param name="tensor">The constant; its name is a wish.</param>
    /// <returns>The name it got.</returns>
    public string Constant(TensorProto tensor)
    {
        tensor.Name = Unique(tensor.Name);
        Graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds an operator of the default domain of which one output is used, the first.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">The wished name of the operator and of its output.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string Add(string type, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = AddTo(Unique(name), type, inputs, attributes);
        if (type == "TopK")
        {
            // The only one here whose second output must not be left out.
            node.Output.Add(Unique(name + "/indices"));
        }

        return node.Output[0];
    }

    /// <summary>Adds an operator of the default domain whose output is a reserved name.</summary>
    /// <param name="output">The reserved name.</param>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The operator.</returns>
    public NodeProto AddTo(string output, string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = output };
        foreach (string input in inputs)
        {
            node.Input.Add(input);
        }

        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        node.Output.Add(output);
        Graph.Node.Add(node);
        return node;
    }

    /// <summary>Adds an operator of <see cref="MachineLearningDomain"/> with one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="name">The wished name of the operator and of its output.</param>
    /// <param name="input">The name of its input.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The name of its output.</returns>
    public string AddMachineLearning(string type, string name, string input, params ReadOnlySpan<AttributeProto> attributes)
    {
        NodeProto node = AddTo(Unique(name), type, [input], attributes);
        node.Domain = MachineLearningDomain;
        UsesMachineLearningDomain = true;
        return node.Output[0];
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, string description, int? width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        if (width is int size)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape };
        return new ValueInfoProto { Name = name, DocString = description, Type = new TypeProto { TensorType = tensor } };
    }

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int number = 2; !_names.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        }

        return name;
    }
}
