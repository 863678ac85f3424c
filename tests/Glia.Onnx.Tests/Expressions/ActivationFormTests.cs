using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Onnx.Expressions;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Tests.Expressions;

public sealed class ActivationFormTests
{
    // Dense around 0, where kinks and cancellation are, then out to where everything has saturated; ONNX Runtime's NaN at −∞ is not asked for.
    private static readonly float[] Points =
    [
        .. Enumerable.Range(-400, 801).Select(i => i / 64f),
        .. Enumerable.Range(-20, 41).Select(i => i * 5f),
        0f, -0f, 1e-6f, -1e-6f, 3e-8f, -3e-8f, 1e-30f, -1e-30f,
    ];

    public static TheoryData<string> Texts => [.. ActivationCatalog.All.SelectMany(Variants).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_form_computes_the_function(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        int units = activation.IsRowwise ? 6 : 1;
        // Where two numbers of a row are multiplied, the error of one grows with the other: those stay near 0.
        int points = activation.Info.ChangesWidth ? 801 : Points.Length;
        float[] z = Points[..(points / units * units)];
        float[] ours = new float[z.Length / units * activation.OutputUnits(units)];
        float[] learned = activation.Learned == LearnedPer.None ? [] : [activation.LearnedStart];
        activation.ForwardRows(z, units, learned, ours);
        float[] theirs = Run(activation, z, units);
        if (activation.IsRowwise)
        {
            Agreement.OfFunction(ours, theirs, text);
            return;
        }

        float[] slope = new float[z.Length];
        activation.Slope(z, slope);
        Agreement.OfFunction(ours, theirs, z, slope, text);
    }

    [Fact]
    public void Not_a_number_stays_so_in_every_elementwise_form()
    {
        foreach (ActivationInfo info in ActivationCatalog.All.Where(info => !info.IsRowwise))
        {
            Assert.True(float.IsNaN(Assert.Single(Run(ActivationCatalog.Parse(info.Name), [float.NaN], 1))), info.Name);
        }
    }

    // The function at its defaults, with every parameter moved, and with what can be learned learned for the layer.
    private static IEnumerable<string> Variants(ActivationInfo info)
    {
        yield return info.Name;
        string moved = string.Join(", ", info.Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={Moved(p):R}")));
        if (moved.Length > 0)
        {
            yield return $"{info.Name}({moved})";
        }

        if (info.LearnedParameter is not null)
        {
            yield return $"{info.Name}({moved}, learn=none)";
            yield return $"{info.Name}({moved}, learn=layer)";
        }
    }

    private static float Moved(ActivationParameter parameter) =>
        new[] { (parameter.Default * 0.7f) + 0.11f, parameter.Default * 0.9f, parameter.Default + 1, parameter.Default }.First(parameter.Allows);

    private static float[] Run(Activation activation, float[] z, int units)
    {
        var graph = new GraphBuilder("activation");
        string[] inputs = [.. Enumerable.Range(0, units).Select(i => graph.Input(string.Create(CultureInfo.InvariantCulture, $"x{i}"), DataType.Float, ""))];
        string x = graph.Add("Concat", "x", inputs, Attributes.Of("axis", 1L));
        var learned = new Dictionary<string, string>(StringComparer.Ordinal);
        if (activation.Learned != LearnedPer.None)
        {
            learned.Add(activation.Info.LearnedParameter!, graph.Constant(Tensors.Of("learned", [activation.LearnedStart], 1, 1)));
        }

        graph.NeedOpset(activation.Info.Onnx.Opset);
        string y = new ExpressionGraph(graph, "f", x, activation.Parameters, learned).Write(OnnxExpression.Parse(activation.Info.Onnx.Expression));
        graph.Output(y, DataType.Float, "", activation.OutputUnits(units));
        var model = new ModelProto { IrVersion = Versions.OfFormat(graph.Opset), Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        using var runtime = new Runtime(model.ToByteArray());
        var columns = new Dictionary<string, Array>(StringComparer.Ordinal);
        for (int unit = 0; unit < units; unit++)
        {
            columns.Add(inputs[unit], Enumerable.Range(0, z.Length / units).Select(row => z[(row * units) + unit]).ToArray());
        }

        return (float[])runtime.Run(columns)[y];
    }
}
