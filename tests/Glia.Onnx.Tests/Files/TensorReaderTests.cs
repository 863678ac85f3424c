using Glia.Onnx.Files;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;

namespace Glia.Onnx.Tests.Files;

public sealed class TensorReaderTests
{
    [Fact]
    public void Values_come_back_with_the_same_bits()
    {
        float[] values = [0f, -0f, float.Epsilon, float.NaN, float.NegativeInfinity, 1 / 3f];
        var reader = new TensorReader(With(Tensors.Of("w", values, 2, 3)), "m.onnx");
        reader.Require("w", 2, 3);
        float[] copy = new float[6];
        reader.Copy("w", copy);
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), copy.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Values_stored_one_by_one_are_read_too()
    {
        var tensor = new TensorProto { Name = "w", DataType = (int)TensorProto.Types.DataType.Float, Dims = { 2 }, FloatData = { 1.5f, -2f } };
        var reader = new TensorReader(With(tensor), "m.onnx");
        reader.Require("w", 2);
        float[] copy = new float[2];
        reader.Copy("w", copy);
        Assert.Equal([1.5f, -2f], copy);
    }

    [Fact]
    public void Another_shape_is_refused_with_both_shapes() =>
        Refused(Tensors.Of("w", [1f, 2f], 2, 1), "shape [2, 1] where the network in this file needs [1, 2]");

    [Fact]
    public void Another_type_is_refused() => Refused(Tensors.Of("w", [1.0, 2.0], 1, 2), "elements of type 11");

    [Fact]
    public void A_missing_tensor_is_named() => Refused(Tensors.Of("v", [1f, 2f], 1, 2), "'w' is missing");

    [Fact]
    public void Values_that_do_not_fill_the_shape_are_refused()
    {
        TensorProto tensor = Tensors.Of("w", [1f, 2f], 1, 2);
        tensor.RawData = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7);
        Refused(tensor, "holds 1.75 values where its shape [1, 2] needs 2");
    }

    [Fact]
    public void A_shape_beyond_all_memory_is_refused_before_anything_is_allocated()
    {
        TensorProto tensor = Tensors.Of("w", [1f, 2f], int.MaxValue, int.MaxValue, int.MaxValue);
        var reader = new TensorReader(With(tensor), "m.onnx");
        Assert.Throws<GliaException>(() => reader.Require("w", int.MaxValue, int.MaxValue, int.MaxValue));
    }

    [Fact]
    public void Values_in_another_file_are_refused()
    {
        TensorProto tensor = Tensors.Of("w", [1f, 2f], 1, 2);
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        Refused(tensor, "another file");
    }

    [Fact]
    public void A_name_borne_twice_is_refused() =>
        Refused(With(Tensors.Of("w", [1f, 2f], 1, 2), Tensors.Of("w", [1f, 2f], 1, 2)), "two tensors named 'w'");

    [Fact]
    public void A_strange_name_is_shown_short_and_without_control_characters()
    {
        TensorProto tensor = Tensors.Of("\u001b[31m" + new string('w', 10_000), [1f], 1);
        tensor.ExternalData.Add(new StringStringEntryProto());
        var error = Assert.Throws<GliaException>(() => new TensorReader(With(tensor), "m.onnx"));
        Assert.DoesNotContain("\u001b", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 300);
    }

    private static void Refused(TensorProto tensor, string expected) => Refused(With(tensor), expected);

    private static void Refused(GraphProto graph, string expected)
    {
        var error = Assert.Throws<GliaException>(() => new TensorReader(graph, "m.onnx").Require("w", 1, 2));
        Assert.StartsWith("m.onnx: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static GraphProto With(params TensorProto[] tensors)
    {
        var graph = new GraphProto();
        graph.Initializer.AddRange(tensors);
        return graph;
    }
}
