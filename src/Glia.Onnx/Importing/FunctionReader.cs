using Glia.Kernels.Activations;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>Adds activation functions to the layers read so far: those found as patterns, with what they have learned, and operators that stand for one.</summary>
internal sealed class FunctionReader(GraphIndex graph, LayerList layers, int rank)
{
    /// <summary>An activation with the tensor of its learned parameter.</summary>
    public void Activate(Activation activation, TensorProto? learned, string node)
    {
        float[]? values = null;
        if (learned is not null && activation.Info.LearnedParameter is { } parameter)
        {
            values = ConstantValues.Floats(learned, graph.Source);
            if (values.Length != 1 && values.Length != layers.Width)
            {
                throw ReadError.Of(graph, $"The activation '{Files.Text.Short(node)}' has {values.Length} values of its parameter '{parameter}' for {layers.Width} units.");
            }

            if (values.Length > 1 || layers.Width == 1)
            {
                layers.Use(learned.Name, learned.Dims.Count - 1);
            }

            string per = values.Length > 1 ? "learn=unit" : "learn=layer";
            activation = ActivationCatalog.Parse($"{activation.Info.Name}({per})");
        }

        if (rank > 2 && (activation.Info.ChangesWidth || activation.Info.Onnx.Expression.Contains("axis=1", StringComparison.Ordinal)))
        {
            throw ReadError.Of(graph, $"The activation '{Files.Text.Short(node)}' works along an axis of {rank} dimensions; rows of numbers can be read.");
        }

        layers.Activate(activation, values, node);
    }

    /// <summary>Operators whose parameters are no parameters of one function of the catalogue, or that leave them at defaults of their own.</summary>
    public void Function(NodeProto node)
    {
        switch (node.OpType)
        {
            case "Selu":
                double gamma = Constants.Real(node, "gamma", 1.05070102214813232421875);
                layers.Activate(LayerList.Known("Elu(x, alpha={alpha})", (float)Constants.Real(node, "alpha", 1.67326319217681884765625)), null, NodeReader.Name(node));
                layers.Line([.. Enumerable.Repeat(gamma, layers.Width)], new double[layers.Width], NodeReader.Name(node));
                break;
            case "HardSigmoid":
                layers.Activate(LayerList.Known("Max(Min(Add(Div(x, {width}), {beta}), 1.0), 0.0)", (float)(1 / Constants.Real(node, "alpha", 0.2f)), (float)Constants.Real(node, "beta", 0.5)), null, NodeReader.Name(node));
                break;
            default:
                layers.Activate(LayerList.Known("Sin(Mul(x, {omega}))", 1), null, NodeReader.Name(node));
                break;
        }
    }

    /// <summary>Before opset 13 the axis is 1 unless told, and everything from there on is one row.</summary>
    public void Softmax(NodeProto node)
    {
        long axis = Constants.Integer(node, "axis", graph.Opset < 13 ? 1 : -1);
        bool isRow = axis == -1 || axis == Math.Max(rank, 2) - 1;
        if (!isRow)
        {
            throw ReadError.At(graph, node, $"it works along axis {axis}, not along the row");
        }

        layers.Activate(node.OpType == "Softmax" ? LayerList.SoftmaxFunction : LayerList.LogSoftmaxFunction, null, NodeReader.Name(node));
    }
}
