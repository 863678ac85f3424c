using Glia.Onnx.Expressions;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Tests.Expressions;

public sealed class ExpressionGraphTests
{
    private static readonly float[] Points = [-3f, -0.5f, 0f, 0.25f, 2f];

    [Theory]
    [InlineData("x", 1, 0)]
    [InlineData("Mul(x, {beta})", 0.5, 0)]
    [InlineData("Mul({beta}, Neg(x))", -0.5, 0)]
    [InlineData("Add(Mul(x, 3), -0.25)", 3, -0.25)]
    [InlineData("LeakyRelu(Sub(x, 4.0), alpha={beta})", 0.5, -2)]
    [InlineData("Sub(LeakyRelu(Sub(x, 4.0), alpha=2.0), {beta})", 2, -8.5)]
    [InlineData("Add(t, t) with t = Mul(x, u) and u = TopK({beta}, [1], axis=-1, largest=1, sorted=1)", 1, 0)]
    public void An_expression_computes_what_it_says(string expression, double factor, double addend)
    {
        float[] y = Run(expression, new(StringComparer.Ordinal) { ["beta"] = 0.5f }, []);
        Assert.Equal(Points.Select(x => (float)((factor * x) + addend)), y);
    }

    [Fact]
    public void A_text_attribute_reaches_the_operator()
    {
        float[] tanh = Run("Gelu(x, approximate=\"tanh\")", [], [], opset: 20);
        float[] none = Run("Gelu(x, approximate=\"none\")", [], [], opset: 20);
        Assert.NotEqual(none, tanh);
        Assert.All(tanh.Zip(none), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void A_learned_tensor_stands_before_the_fixed_parameter()
    {
        float[] y = Run("Mul(x, {beta})", new(StringComparer.Ordinal) { ["beta"] = 0.5f }, new(StringComparer.Ordinal) { ["beta"] = 2f });
        Assert.Equal(Points.Select(x => 2 * x), y);
    }

    [Fact]
    public void An_attribute_cannot_be_learned()
    {
        var error = Assert.Throws<FormatException>(() => Run("LeakyRelu(x, alpha={beta})", [], new(StringComparer.Ordinal) { ["beta"] = 2f }));
        Assert.Contains("learned", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mul(x, {gamma})")]
    [InlineData("LeakyRelu(x, alpha={gamma})")]
    public void An_unknown_parameter_is_named(string expression)
    {
        var error = Assert.Throws<FormatException>(() => Run(expression, [], []));
        Assert.Contains("{gamma}", error.Message, StringComparison.Ordinal);
    }

    private static float[] Run(string expression, Dictionary<string, float> parameters, Dictionary<string, float> learned, int opset = 17)
    {
        var graph = new GraphBuilder("expression");
        string x = graph.Input("x", DataType.Float, "");
        var tensors = learned.ToDictionary(pair => pair.Key, pair => graph.Constant(Tensors.Of("learned", [pair.Value], 1, 1)), StringComparer.Ordinal);
        string y = new ExpressionGraph(graph, "f", x, parameters, tensors).Write(OnnxExpression.Parse(expression));
        string result = graph.ReserveOutput("y", "y");
        graph.AddTo(result, "Identity", [y]);
        graph.Output(result, DataType.Float, "", 1);
        var model = new ModelProto { IrVersion = Versions.OfFormat(opset), Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        using var runtime = new Runtime(model.ToByteArray());
        return (float[])runtime.Run(new Dictionary<string, Array>(StringComparer.Ordinal) { ["x"] = Points })[result];
    }
}
