using Glia.Health;
using Glia.Onnx.Wire;
using Glia.Tabular;
using static Glia.OnnxHealth.Tests.Graphs;

namespace Glia.OnnxHealth.Tests;

public sealed class OnnxExamTests
{
    /// <summary>400 rows, a from −1 to 1 and b the other way.</summary>
    private static Table Rows => Table.FromColumns(
        ("a", Enumerable.Range(0, 400).Select(row => (row - 199.5) / 200).ToArray()),
        ("b", Enumerable.Range(0, 400).Select(row => (199.5 - row) / 100).ToArray()));

    [Theory]
    [InlineData("Mul(x, Sigmoid(x))", 0)]
    [InlineData("Div(Mul(x, Clip(x + 3, 0, 6)), 6)", 1)]
    [InlineData("Max(x, 0)", 2)]
    [InlineData("x * (erf(x / 1.4142135) + 1) * 0.5, another order", 3)]
    [InlineData("Where(x > 0, x, 0.2 x)", 4)]
    public void Functions_are_known_by_what_they_compute(string what, int which)
    {
        TensorProto[] numbers = [Floats("zero", [0]), Floats("three", [3]), Floats("six", [6]), Floats("half", [0.5f]), Floats("one", [1]), Floats("root", [1.4142135f]), Floats("slope", [0.2f])];
        (NodeProto[] nodes, string expected) = which switch
        {
            0 => ([Node("Sigmoid", "x", "s"), Node("Mul", "s x", "y")], "swish(beta=1, learn=none)"),
            1 => ([Node("Add", "x three", "p"), Node("Clip", "p zero six", "c"), Node("Mul", "x c", "m"), Node("Div", "m six", "y")], "hard_swish"),
            2 => ([Node("Max", "x zero", "y")], "relu"),
            3 => ([Node("Div", "x root", "d"), Node("Erf", "d", "e"), Node("Add", "one e", "p"), Node("Mul", "half x", "h"), Node("Mul", "p h", "y")], "gelu"),
            _ => (new[] { Node("Greater", "x zero", "g"), Node("Mul", "slope x", "n"), Node("Where", "g x n", "y") }, "leaky_relu(slope=0.2)"),
        };
        string path = Model(13, [Input("x", 0, 2)], numbers, nodes).Save();
        LayerHealth layer = Assert.Single(OnnxExam.Examine(path, Rows, cancel: TestContext.Current.CancellationToken).Report.Layers);
        Assert.True(expected == layer.Activation, $"{what} was taken for {layer.Activation}");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(24)]
    public void Opsets_run(int opset)
    {
        string path = Model(opset, [Input("x", 0, 2)], [Floats("w", [1, -1, 0, 1], 2, 2), Floats("c", [0, -9], 2)], Node("Gemm", "x w c", "z"), Node("Relu", "z", "y")).Save();
        LayerHealth layer = Assert.Single(OnnxExam.Examine(path, Rows, cancel: TestContext.Current.CancellationToken).Report.Layers);
        Assert.Equal([UnitState.Alive, UnitState.Dead], layer.State);
        Assert.Equal([200L, 0L], layer.Fired);
    }

    [Fact]
    public void Named_inputs_take_columns_of_their_names_whatever_their_order()
    {
        string path = Model(13, [Input("b", 0, 1), Input("a", 0, 1)], [], Node("Concat", "a b", "x", Integer("axis", 1)), Node("Relu", "x", "y")).Save();
        LayerHealth layer = Assert.Single(OnnxExam.Examine(path, Rows, cancel: TestContext.Current.CancellationToken).Report.Layers);
        Assert.Equal([0.9975f, 1.995f], layer.MaxZ);
    }

    [Fact]
    public void Columns_and_the_target_can_be_named()
    {
        string path = Model(13, [Input("x", 0, 1)], [], Node("Relu", "x", "y")).Save();
        var byColumns = new OnnxExamOptions { Columns = ["b"] };
        var byTarget = new OnnxExamOptions { Target = "a" };
        foreach (OnnxExamOptions options in new[] { byColumns, byTarget })
        {
            Assert.Equal([1.995f], OnnxExam.Examine(path, Rows, options, TestContext.Current.CancellationToken).Report.Layers[0].MaxZ);
        }
    }

    [Fact]
    public void Open_sizes_are_found_or_said()
    {
        string path = Model(13, [Input("x", 0, 0, 0)], [], Node("Relu", "x", "y")).Save();
        GliaException error = Assert.Throws<GliaException>(() => Examine(path));
        Assert.Contains("--shape", error.Message, StringComparison.Ordinal);
        var options = new OnnxExamOptions { Shapes = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal) { [""] = [1, 2, 1] } };
        Assert.Single(OnnxExam.Examine(path, Rows, options, TestContext.Current.CancellationToken).Report.Layers);
    }

    [Fact]
    public void Too_few_columns_are_named()
    {
        string path = Model(13, [Input("x", 0, 5)], [], Node("Relu", "x", "y")).Save();
        GliaException error = Assert.Throws<GliaException>(() => Examine(path));
        Assert.Contains("takes 5 numbers a row", error.Message, StringComparison.Ordinal);
        Assert.Contains("a, b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_activations_says_so()
    {
        string path = Model(13, [Input("x", 0, 2)], [Floats("w", [1, 1], 2, 1)], Node("MatMul", "x w", "y")).Save();
        Assert.Contains("No activation was found among the 1 nodes of this model (MatMul)", Assert.Throws<GliaException>(() => Examine(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret", "not beside the model")]
    [InlineData("/etc/passwd", "not beside the model")]
    [InlineData("absent.bin", "no such file")]
    public void Tensors_in_other_files_stay_beside_the_model(string place, string message)
    {
        var weights = new TensorProto { Name = "w", DataType = 1, Dims = { 2, 2 }, DataLocation = TensorProto.Types.DataLocation.External };
        weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = place });
        string path = Model(13, [Input("x", 0, 2)], [weights], Node("MatMul", "x w", "z"), Node("Relu", "z", "y")).Save();
        Assert.Contains(message, Assert.Throws<GliaException>(() => Examine(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_in_a_file_beside_the_model_are_read()
    {
        var weights = new TensorProto { Name = "w", DataType = 1, Dims = { 2, 2 }, DataLocation = TensorProto.Types.DataLocation.External };
        weights.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "weights.bin" });
        string path = Model(13, [Input("x", 0, 2)], [weights], Node("MatMul", "x w", "z"), Node("Relu", "z", "y")).Save();
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "weights.bin"), [.. new float[] { 1, 0, 0, 2 }.SelectMany(BitConverter.GetBytes)]);
        Assert.Equal([0.9975f, 3.99f], Examine(path).Report.Layers[0].MaxZ);
    }

    [Fact]
    public void A_loop_without_end_is_stopped()
    {
        var body = new GraphProto { Name = "body" };
        body.Input.Add(new ValueInfoProto { Name = "i", Type = Scalar(7) });
        body.Input.Add(new ValueInfoProto { Name = "go", Type = Scalar(9) });
        body.Input.Add(new ValueInfoProto { Name = "v", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } });
        body.Node.Add([Node("Identity", "go", "more"), Node("Neg", "v", "w")]);
        body.Output.Add(new ValueInfoProto { Name = "more", Type = Scalar(9) });
        body.Output.Add(new ValueInfoProto { Name = "w", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1 } } });
        NodeProto loop = Node("Loop", "trips yes x", "z", new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        TensorProto trips = new() { Name = "trips", DataType = 7, Int64Data = { long.MaxValue } }, yes = new() { Name = "yes", DataType = 9, Int32Data = { 1 } };
        string path = Model(13, [Input("x", 0, 2)], [trips, yes], loop, Node("Relu", "z", "y")).Save();
        GliaException error = Assert.Throws<GliaException>(() => OnnxExam.Examine(path, Rows, new OnnxExamOptions { BatchSeconds = 0.5 }, TestContext.Current.CancellationToken));
        Assert.Contains("longer than 0.5 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_beyond_memory_is_refused()
    {
        NodeProto huge = Node("ConstantOfShape", "shape", "h");
        string path = Model(13, [Input("x", 0, 2)], [Whole("shape", 1L << 22, 1L << 14)], huge, Node("ReduceSum", "h", "s", Integer("keepdims", 0)), Node("Add", "x s", "z"), Node("Relu", "z", "y")).Save();
        Assert.Contains("ONNX Runtime cannot run this model", Assert.Throws<GliaException>(() => Examine(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_and_changed_files_are_refused_or_run()
    {
        byte[] whole = File.ReadAllBytes(Repository.At("tests/vectors/onnx/dense.onnx"));
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "model.onnx");
        Table table = Table.Read(Repository.At("tests/vectors/onnx/dense.csv"));
        var random = new Kernels.Randomness.RandomStream(5);
        for (int i = 0; i < 150; i++)
        {
            byte[] bytes = [.. whole];
            if (i % 3 == 0)
            {
                bytes = bytes[..random.NextInt(bytes.Length)];
            }
            else
            {
                bytes[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                Assert.NotEmpty(OnnxExam.Examine(path, table, cancel: TestContext.Current.CancellationToken).Report.Layers);
            }
            catch (GliaException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    private static OnnxExamResult Examine(string path) => OnnxExam.Examine(path, Rows, cancel: TestContext.Current.CancellationToken);

    private static TypeProto Scalar(int type) => new() { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = new TensorShapeProto() } };
}
