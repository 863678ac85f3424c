using Glia.Kernels.Activations;
using Glia.Onnx.Expressions;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using static Glia.Onnx.Wire.TensorProto.Types;

namespace Glia.Benchmarks.Comparison;

/// <summary>ONNX Runtime on a graph of the one function, written as the catalogue says, its buffers bound beforehand.</summary>
internal sealed class OnnxRuntimePeer : IDisposable
{
    /// <summary>Where another way to write the function is faster there than the catalogue's, which must run on older versions too.</summary>
    private static readonly Dictionary<string, (int Opset, string Expression)> Faster = new(StringComparer.Ordinal)
    {
        ["swish"] = (13, "Mul(x, Sigmoid(x))"),
        ["gelu"] = (20, "Gelu(x)"),
        ["gelu_tanh"] = (20, "Gelu(x, approximate=\"tanh\")"),
        ["mish"] = (18, "Mish(x)"),
        ["hard_swish"] = (14, "HardSwish(x)"),
        ["celu"] = (12, "Celu(x, alpha=1.0)"),
    };

    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _options = new();

    private OnnxRuntimePeer(byte[] model, Arena arena, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(model, options);
        long[] shape = [arena.Length / arena.Columns, arena.Columns];
        _input = OrtValue.CreateTensorValueFromMemory(arena.Input, shape);
        _output = OrtValue.CreateTensorValueFromMemory(arena.Output, shape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(_session.InputNames[0], _input);
        _binding.BindOutput(_session.OutputNames[0], _output);
    }

    public Contender Contender => new("ONNX Runtime", () => _session.RunWithBinding(_options, _binding));

    /// <summary>The peer, or null where ONNX Runtime cannot run the function's graph.</summary>
    public static OnnxRuntimePeer? For(Activation activation, Arena arena, int threads)
    {
        try
        {
            return new OnnxRuntimePeer(Model(activation, arena.Columns), arena, threads);
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or FormatException or NotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _output.Dispose();
        _input.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private static byte[] Model(Activation activation, int columns)
    {
        var graph = new GraphBuilder("activation");
        string x = graph.Input("x", DataType.Float, "");
        graph.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = columns;
        (int opset, string expression) = Faster.TryGetValue(activation.Info.Name, out var faster) ? faster : (activation.Info.Onnx.Opset, activation.Info.Onnx.Expression);
        graph.NeedOpset(opset);
        string y = new ExpressionGraph(graph, "f", x, activation.Parameters, new Dictionary<string, string>(StringComparer.Ordinal))
            .Write(OnnxExpression.Parse(expression));
        graph.Output(y, DataType.Float, "", columns);
        var model = new ModelProto { IrVersion = Versions.OfFormat(graph.Opset), Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        return model.ToByteArray();
    }
}
