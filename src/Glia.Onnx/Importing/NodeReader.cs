using System.Globalization;
using Glia.Networks.Layers;
using Glia.Onnx.Graphs;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Importing;

/// <summary>Reads single nodes as layers. Semantics and defaults of attributes as in the operator documents of ONNX.</summary>
internal sealed class NodeReader(GraphIndex graph, Constants constants, LayerList layers, FunctionReader functions, int rank)
{
    /// <summary>Reads a node whose only value that is not constant is x.</summary>
    /// <exception cref="GliaException">It is no layer; the message names it and says why.</exception>
    public void Read(NodeProto node, string x)
    {
        // What usually prepares columns, behind something that is a layer already.
        if (node is { Domain: GraphBuilder.MachineLearningDomain, OpType: "Normalizer" })
        {
            layers.RowNorm(RowNorms.OfNormalizer(graph, node), Name(node));
            return;
        }

        if (node is { Domain: GraphBuilder.MachineLearningDomain, OpType: "Scaler" })
        {
            (double[] offset, double[] scale) = Scalers.Read(graph, node, layers.Width);
            layers.Line(scale, [.. offset.Zip(scale, (center, factor) => -center * factor)], Name(node));
            return;
        }

        if (!GraphIndex.IsDefault(node.Domain))
        {
            throw ReadError.At(graph, node, $"its domain '{Files.Text.Short(node.Domain)}' has no layers");
        }

        switch (node.OpType)
        {
            case "Gemm":
                Gemm(node, x);
                break;
            case "MatMul":
                MatMul(node, x);
                break;
            case "Add" or "Sub" or "Mul" or "Div":
                Line(node, x);
                break;
            case "Neg":
                layers.Line([.. Enumerable.Repeat(-1.0, layers.Width)], new double[layers.Width], Name(node));
                break;
            case "Selu" or "HardSigmoid" or "Sin":
                functions.Function(node);
                break;
            case "Clip" when node.Attribute.Count == 0 && node.Input.Skip(1).All(bound => bound.Length == 0):
                break;
            case "BatchNormalization":
                BatchNorm(node);
                break;
            case "LayerNormalization":
                LayerNorm(node);
                break;
            case "LpNormalization":
                layers.RowNorm(RowNorms.OfLpNormalization(graph, node, rank), Name(node));
                break;
            case "Softmax" or "LogSoftmax":
                functions.Softmax(node);
                break;
            case "Dropout":
                Dropout(node);
                break;
            case "Identity":
                break;
            case "Cast":
                if ((DataType)Constants.Integer(node, "to", 0) is not (DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16))
                {
                    throw ReadError.At(graph, node, "it makes whole numbers or texts of the values");
                }

                break;
            case "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze":
                if (!Shapes.KeepsRows(node, constants, layers.Width, graph.Opset))
                {
                    throw ReadError.At(graph, node, "it does not keep rows as they are");
                }

                if (node.OpType == "Reshape")
                {
                    layers.Fix();
                }

                break;
            default:
                throw ReadError.At(graph, node, "no layer of a dense network computes this");
        }
    }

    /// <summary>An ε that a normalisation layer takes; of a float the shortest number that rounds to it, which is what was written: 1e-5.</summary>
    public double Epsilon(NodeProto node, double epsilon) => epsilon is > 0 and < 1
        ? (float)epsilon == epsilon ? double.Parse(((float)epsilon).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : epsilon
        : throw ReadError.At(graph, node, FormattableString.Invariant($"its epsilon of {epsilon} is not between 0 and 1"));

    private void Gemm(NodeProto node, string x)
    {
        if (node.Input.Count < 2 || node.Input[0] != x || node.Input[1] == x)
        {
            throw ReadError.At(graph, node, "rows are not its first factor");
        }

        if (Constants.Integer(node, "transA", 0) != 0)
        {
            throw ReadError.At(graph, node, "it takes the rows transposed");
        }

        double alpha = Constants.Real(node, "alpha", 1), beta = Constants.Real(node, "beta", 1);
        bool isTransposed = Constants.Integer(node, "transB", 0) != 0;
        (double[] weights, int units) = Weights(node, isTransposed);
        double[] bias = new double[units];
        if (node.Input.Count > 2 && node.Input[2].Length > 0)
        {
            double[] row = constants.Row(node.Input[2], units) ?? throw ReadError.At(graph, node, $"its third input is no row of {units} numbers");
            bias = [.. row.Select(value => beta * value)];
        }

        layers.Dense(new DenseMath(alpha == 1 ? weights : [.. weights.Select(value => alpha * value)], bias), Own(node.Input[1]), isTransposed, Name(node));
        Used(node.Input.Count > 2 ? node.Input[2] : "");
    }

    private void MatMul(NodeProto node, string x)
    {
        if (node.Input.Count != 2 || node.Input[0] != x || node.Input[1] == x)
        {
            throw ReadError.At(graph, node, "rows are not its first factor");
        }

        (double[] weights, int units) = Weights(node, isTransposed: false);
        layers.Dense(new DenseMath(weights, new double[units]), Own(node.Input[1]), isTransposed: false, Name(node));
    }

    private (double[] Weights, int Units) Weights(NodeProto node, bool isTransposed)
    {
        long[] shape = constants.Shape(node.Input[1])!;
        if (shape.Length == 1 && !isTransposed)
        {
            shape = [shape[0], 1];
        }

        if (shape.Length != 2)
        {
            throw ReadError.At(graph, node, $"its weights have {shape.Length} dimensions, not 2");
        }

        double[] values = constants.Numbers(node.Input[1]) ?? throw ReadError.At(graph, node, "its weights are no numbers");
        (long inputs, long units) = isTransposed ? (shape[1], shape[0]) : (shape[0], shape[1]);
        if (inputs != layers.Width || units <= 0)
        {
            throw ReadError.At(graph, node, $"its weights [{string.Join(", ", shape)}] do not take rows of {layers.Width} numbers");
        }

        if (!isTransposed)
        {
            return (values, (int)units);
        }

        double[] turned = new double[values.Length];
        for (int unit = 0; unit < units; unit++)
        {
            for (int input = 0; input < inputs; input++)
            {
                turned[(input * units) + unit] = values[(unit * inputs) + input];
            }
        }

        return (turned, (int)units);
    }

    private void Line(NodeProto node, string x)
    {
        bool isLeft = node.Input.Count == 2 && node.Input[0] == x;
        string other = node.Input.Count == 2 ? node.Input[isLeft ? 1 : 0] : "";
        if (other == x || constants.Row(other, layers.Width) is not { } row || (node.OpType == "Div" && !isLeft))
        {
            throw ReadError.At(graph, node, $"it is not given one number, or a row of {layers.Width}");
        }

        double[] ones = [.. Enumerable.Repeat(1.0, row.Length)], zeros = new double[row.Length];
        (double[] factor, double[] addend) = node.OpType switch
        {
            "Add" => (ones, row),
            "Sub" => isLeft ? (ones, [.. row.Select(value => -value)]) : ([.. ones.Select(value => -value)], row),
            "Mul" => (row, zeros),
            _ => ([.. row.Select(value => 1 / value)], zeros),
        };
        layers.Line(factor, addend, Name(node));
        Used(other);
    }

    private void BatchNorm(NodeProto node)
    {
        bool trains = Constants.Integer(node, "training_mode", 0) != 0 || (graph.Opset < 7 && Constants.Integer(node, "is_test", 0) == 0) || node.Output.Skip(1).Any(output => output.Length > 0);
        double[]?[] numbers = [.. node.Input.Skip(1).Select(input => constants.Numbers(input))];
        if (trains || rank > 2)
        {
            throw ReadError.At(graph, node, trains ? "it is in training mode; export the model in evaluation mode" : $"it normalises channels of {rank} dimensions");
        }

        if (numbers.Length != 4 || Array.Exists(numbers, row => row is null || row.Length != layers.Width))
        {
            throw ReadError.At(graph, node, $"it does not have scale, shift, mean and variance of {layers.Width} units");
        }

        double epsilon = Epsilon(node, Constants.Real(node, "epsilon", 1e-5f)), momentum = 1 - Constants.Real(node, "momentum", 0.9f);
        layers.Norm(new BatchNormSpec(Math.Round(momentum is > 0 and <= 1 ? momentum : 0.1, 6), epsilon), [.. numbers.Select(row => Array.ConvertAll(row!, value => (float)value))], Name(node));
        foreach (string input in node.Input.Skip(1))
        {
            Used(input);
        }
    }

    private void LayerNorm(NodeProto node)
    {
        long axis = Constants.Integer(node, "axis", -1);
        if (axis != -1 && axis != rank - 1)
        {
            throw ReadError.At(graph, node, $"it normalises along axis {axis}, not along the row");
        }

        double[]? scale = constants.Row(node.Input.Count > 1 ? node.Input[1] : "", layers.Width);
        double[] shift = node.Input.Count > 2 && node.Input[2].Length > 0 ? constants.Row(node.Input[2], layers.Width) ?? [] : new double[layers.Width];
        if (scale is null || shift.Length != layers.Width || node.Output.Skip(1).Any(output => output.Length > 0 && graph.Takers(output).Count > 0))
        {
            throw ReadError.At(graph, node, $"it does not have scale and shift of {layers.Width} units alone");
        }

        layers.Norm(new LayerNormSpec(Epsilon(node, Constants.Real(node, "epsilon", 1e-5f))), [Array.ConvertAll(scale, value => (float)value), Array.ConvertAll(shift, value => (float)value)], Name(node));
        layers.Fix();
    }

    private void Dropout(NodeProto node)
    {
        double rate = graph.Opset >= 12
            ? node.Input.Count > 1 && node.Input[1].Length > 0 ? constants.Number(node.Input[1]) ?? 0.5 : 0.5
            : Constants.Real(node, "ratio", 0.5);
        if (node.Input.Count > 2 && node.Input[2].Length > 0 && constants.Number(node.Input[2]) is not 0)
        {
            throw ReadError.At(graph, node, "it is in training mode; export the model in evaluation mode");
        }

        if (rate is > 0 and < 1)
        {
            layers.Dropout(rate, Name(node));
        }
    }

    /// <summary>A row of constants that holds a number for every unit of now.</summary>
    private void Used(string tensor)
    {
        if (tensor.Length > 0 && constants.Shape(tensor) is { Length: > 0 } shape && shape[^1] == layers.Width && layers.Width > 1)
        {
            layers.Use(Own(tensor), shape.Length - 1);
        }
    }

    /// <summary>The name that a tensor has itself, where it was passed on under another.</summary>
    private string Own(string tensor) => graph.Constant(tensor) is { Name.Length: > 0 } constant && ReferenceEquals(graph.Constant(constant.Name), constant) ? constant.Name : tensor;

    /// <summary>What a layer made of a node is called.</summary>
    public static string Name(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output[0];
}
