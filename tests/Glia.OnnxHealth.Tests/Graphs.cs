using Glia.Onnx.Wire;
using Google.Protobuf;
using Attribute = Glia.Onnx.Wire.AttributeProto;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.OnnxHealth.Tests;

/// <summary>Small graphs, written node by node.</summary>
internal static class Graphs
{
    public static ModelProto Model(int opset, ValueInfoProto[] inputs, TensorProto[] constants, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "test" };
        graph.Input.Add(inputs);
        graph.Initializer.Add(constants);
        graph.Node.Add(nodes);
        graph.Output.Add(new ValueInfoProto { Name = nodes[^1].Output[0], Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } } });
        return new ModelProto { IrVersion = 7, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = opset } } };
    }

    public static ValueInfoProto Input(string name, params long[] shape)
    {
        var sizes = new TensorShapeProto();
        foreach (long size in shape)
        {
            sizes.Dim.Add(size > 0 ? new TensorShapeProto.Types.Dimension { DimValue = size } : new TensorShapeProto.Types.Dimension { DimParam = $"d{sizes.Dim.Count}" });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float, Shape = sizes } } };
    }

    public static TensorProto Floats(string name, float[] values, params long[] shape) =>
        new() { Name = name, DataType = (int)DataType.Float, Dims = { shape }, FloatData = { values } };

    public static TensorProto Whole(string name, params long[] values) => new() { Name = name, DataType = (int)DataType.Int64, Dims = { values.Length }, Int64Data = { values } };

    public static NodeProto Node(string type, string inputs, string output, params Attribute[] attributes) =>
        new() { OpType = type, Input = { inputs.Split(' ') }, Output = { output }, Attribute = { attributes } };

    public static Attribute Real(string name, float value) => new() { Name = name, Type = Attribute.Types.AttributeType.Float, F = value };

    public static Attribute Integer(string name, long value) => new() { Name = name, Type = Attribute.Types.AttributeType.Int, I = value };

    public static string Save(this ModelProto model, string? name = null)
    {
        string folder = Directory.CreateTempSubdirectory("glia onnx ü ").FullName;
        string path = Path.Combine(folder, name ?? "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }
}
