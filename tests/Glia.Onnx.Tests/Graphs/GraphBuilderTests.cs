using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Tests.Graphs;

public sealed class GraphBuilderTests
{
    [Fact]
    public void A_taken_name_gets_a_number_behind_it()
    {
        var graph = new GraphBuilder("names");
        string x = graph.Input("x", DataType.Float, "");
        Assert.Equal("x_2", graph.Add("Relu", "x", [x]));
        Assert.Equal("x_3", graph.Constant(Tensors.Of("x", [1f])));
        Assert.Equal("label", graph.ReserveOutput("label", "predicted_label"));
    }

    [Fact]
    public void An_output_gives_way_to_an_input_of_its_name()
    {
        var graph = new GraphBuilder("names");
        graph.Input("label", DataType.String, "");
        Assert.Equal("predicted_label", graph.ReserveOutput("label", "predicted_label"));
    }

    [Fact]
    public void Two_inputs_of_one_name_are_refused()
    {
        var graph = new GraphBuilder("names");
        graph.Input("x", DataType.Float, "");
        Assert.Throws<ArgumentException>(() => graph.Input("x", DataType.Float, ""));
    }

    [Fact]
    public void An_attribute_of_zero_is_written_out()
    {
        // Readers built on the proto2 definition, which is nearly all, can tell a zero from nothing.
        Assert.True(AttributeProto.Parser.ParseFrom(Attributes.Of("axis", 0L).ToByteArray()).HasI);
        Assert.True(AttributeProto.Parser.ParseFrom(Attributes.Of("alpha", 0f).ToByteArray()).HasF);
    }

    [Fact]
    public void Shapes_have_a_free_first_size_and_a_fixed_second()
    {
        var graph = new GraphBuilder("shapes");
        string x = graph.Input("x", DataType.Double, "what goes in");
        graph.Output(x, DataType.Double, "", 3);
        graph.Output(x, DataType.Double, "", null);
        ValueInfoProto input = Assert.Single(graph.Graph.Input);
        Assert.Equal("what goes in", input.DocString);
        Assert.Equal("N", input.Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal(1, input.Type.TensorType.Shape.Dim[1].DimValue);
        Assert.Equal(3, graph.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue);
        Assert.Single(graph.Graph.Output[1].Type.TensorType.Shape.Dim);
    }
}
