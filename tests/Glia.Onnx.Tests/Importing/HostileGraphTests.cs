using System.Diagnostics;
using CsCheck;
using Glia.Onnx.Wire;
using Google.Protobuf;

namespace Glia.Onnx.Tests.Importing;

/// <summary>Graphs nobody vouches for: read or refused with the file's name, in bounded time and memory.</summary>
public sealed class HostileGraphTests
{
    private static readonly byte[][] Corpus =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "vectors", "onnx", "imports"), "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    [Fact]
    public void Models_with_changed_bytes_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Select(Gen.Int[0, int.MaxValue], Gen.Byte).Array[1, 5]).Sample(
            (which, changes) =>
            {
                byte[] bytes = [.. Corpus[which]];
                foreach ((int at, byte value) in changes)
                {
                    bytes[at % bytes.Length] = value;
                }

                _ = IsRead(bytes);
            },
            iter: 400);

    [Fact]
    public void Models_cut_anywhere_are_read_or_refused()
    {
        foreach (byte[] whole in Corpus.Take(6))
        {
            for (int length = 0; length < whole.Length; length += 7)
            {
                _ = IsRead(whole[..length]);
            }

            Assert.True(IsRead(whole));
        }
    }

    [Fact]
    public void Numbers_of_the_format_drawn_at_random_are_read_or_refused() =>
        Gen.Select(Gen.Int[0, Corpus.Length - 1], Gen.Int[0, 7], Gen.Int[0, int.MaxValue], Gen.OneOf(Gen.Long, Gen.Long[-2, 70], Gen.Const(long.MaxValue), Gen.Const(1L << 40))).Sample(
            (which, what, where, number) =>
            {
                ModelProto model = ModelProto.Parser.ParseFrom(Corpus[which]);
                Change(model, what, where, number);
                _ = IsRead(model.ToByteArray());
            },
            iter: 400);

    [Fact]
    public void Nodes_in_a_circle_are_refused() =>
        Refused(Model(model => model.Graph.Node[0].Input[0] = model.Graph.Node[^1].Output[0]), "wait for each other in a circle");

    [Fact]
    public void Weights_in_another_file_are_refused_wherever_it_lies() => Refused(
        Model(model =>
        {
            model.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External;
            model.Graph.Initializer[0].ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../../etc/passwd" });
        }),
        "has its values in another file");

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 33)]
    [InlineData(-4)]
    public void Sizes_that_no_file_holds_are_refused(long size)
    {
        Refused(Model(model => model.Graph.Initializer[0].Dims[0] = size), "another number of values than its shape says");
        if (size > 0)
        {
            Refused(Model(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = size), "is wider than");
        }

    }

    [Fact]
    public void A_chain_of_twenty_thousand_nodes_is_read_or_refused_in_time()
    {
        long started = Stopwatch.GetTimestamp();
        _ = IsRead(Model(model =>
        {
            string value = model.Graph.Node[^1].Output[0];
            model.Graph.Output[0].Name = "end";
            for (int i = 0; i < 20_000; i++)
            {
                string next = i == 19_999 ? "end" : FormattableString.Invariant($"v{i}");
                model.Graph.Node.Add(new NodeProto { OpType = i % 2 == 0 ? "Identity" : "Cast", Input = { value }, Output = { next }, Attribute = { new AttributeProto { Name = "to", I = 1, Type = AttributeProto.Types.AttributeType.Int } } });
                value = next;
            }
        }));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
    }

    /// <summary>What cannot be read is named, with its operator.</summary>
    [Theory]
    [InlineData("Conv", "no layer of a dense network computes this")]
    [InlineData("LSTM", "no layer of a dense network computes this")]
    public void A_node_that_is_no_layer_is_named(string type, string why)
    {
        GliaException error = Refused(Model(model => model.Graph.Node[1].OpType = type), why);
        Assert.Contains($"({type}) cannot be read as a layer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_that_meet_again_are_named()
    {
        GliaException error = Refused(
            Model(model =>
            {
                model.Graph.Node[^1].Output[0] = "main";
                model.Graph.Node.Add(new NodeProto { OpType = "Add", Name = "skip", Input = { "main", model.Graph.Node[0].Output[0] }, Output = { model.Graph.Output[0].Name } });
            }),
            "branches that meet again");
        Assert.Contains("'skip' (Add)", error.Message, StringComparison.Ordinal);
    }

    private static GliaException Refused(byte[] bytes, string part)
    {
        GliaException error = Assert.Throws<GliaException>(() => OnnxImport.DenseFromBytes(bytes, "m.onnx"));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains("m.onnx", error.Message, StringComparison.Ordinal);
        return error;
    }

    private static byte[] Model(Action<ModelProto> change)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "vectors", "onnx", "imports", "torch_act_relu.onnx")));
        change(model);
        return model.ToByteArray();
    }

    private static void Change(ModelProto model, int what, int where, long number)
    {
        GraphProto graph = model.Graph;
        TensorProto tensor = graph.Initializer[where % graph.Initializer.Count];
        NodeProto node = graph.Node[where % graph.Node.Count];
        switch (what)
        {
            case 0 when tensor.Dims.Count > 0:
                tensor.Dims[where % tensor.Dims.Count] = number;
                break;
            case 1:
                tensor.Dims.Add(number);
                break;
            case 2:
                tensor.DataType = (int)(number % 25);
                break;
            case 3 when node.Attribute.Count > 0:
                AttributeProto attribute = node.Attribute[where % node.Attribute.Count];
                (attribute.I, attribute.F) = (number, BitConverter.Int32BitsToSingle((int)number));
                break;
            case 4 when graph.Input[0].Type.TensorType?.Shape is { Dim.Count: > 1 } shape:
                shape.Dim[1].DimValue = number;
                break;
            case 5 when node.Input.Count > 0:
                node.Input[where % node.Input.Count] = graph.Node[(int)((ulong)number % (ulong)graph.Node.Count)].Output[0];
                break;
            case 6 when node.Input.Count > 0:
                node.Input.RemoveAt(where % node.Input.Count);
                break;
            default:
                model.OpsetImport[0].Version = number;
                break;
        }
    }

    private static bool IsRead(byte[] bytes)
    {
        try
        {
            _ = OnnxImport.DenseFromBytes(bytes, "m.onnx");
            return true;
        }
        catch (GliaException error)
        {
            Assert.Contains("m.onnx", error.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
