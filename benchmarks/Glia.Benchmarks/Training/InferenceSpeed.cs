using Glia.Benchmarks.Comparison;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using static Glia.Onnx.Wire.TensorProto.Types;

namespace Glia.Benchmarks.Training;

/// <summary>Prediction with one network and one number of rows at once.</summary>
/// <param name="Network">Its layers.</param>
/// <param name="Rows">Rows of a call.</param>
/// <param name="Glia">Microseconds a call.</param>
/// <param name="OnnxRuntime">The same in ONNX Runtime, buffers bound beforehand, one thread.</param>
/// <param name="Bytes">What a call of Glia's allocates.</param>
internal sealed record InferenceCell(string Network, int Rows, double Glia, double OnnxRuntime, long Bytes);

/// <summary>Microseconds of a prediction, a single row and many, beside ONNX Runtime with the same weights.</summary>
internal static class InferenceSpeed
{
    private static readonly (int[] Layers, string Activation)[] Networks =
        [([64, 64, 64, 3], "relu"), ([64, 64, 64, 3], "tanh"), ([30, 32, 16, 1], "relu"), ([64, 100, 10], "relu"), ([784, 512, 256, 10], "relu")];

    /// <summary>Measures and prints line by line.</summary>
    /// <returns>All of it.</returns>
    public static IEnumerable<InferenceCell> Run()
    {
        Console.WriteLine($"{"prediction",-28}{"rows",8}{"Glia, µs",12}{"ONNX Runtime, µs",18}{"bytes allocated",18}");
        foreach ((int[] units, string activation) in Networks)
        {
            List<LayerSpec> layers = [];
            foreach (int hidden in units[1..^1])
            {
                layers.AddRange([new DenseSpec(hidden), new ActivationSpec(activation)]);
            }

            Network network = Network.Create(units[0], [.. layers, new DenseSpec(units[^1])], 1);
            foreach (int rows in new[] { 1, 32, 1024 })
            {
                InferenceCell cell = Measure($"{string.Join('-', units)} {activation}", network, rows);
                Console.WriteLine(FormattableString.Invariant($"{cell.Network,-28}{rows,8}{cell.Glia,12:0.00}{cell.OnnxRuntime,18:0.00}{cell.Bytes,18}"));
                yield return cell;
            }
        }
    }

    private static InferenceCell Measure(string name, Network network, int rows)
    {
        float[] x = new float[rows * network.Inputs], y = new float[rows * network.Outputs], peer = new float[y.Length];
        ActivationBenchmarks.Fill(x, 1);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(Model(network), options);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(x, [rows, network.Inputs]), output = OrtValue.CreateTensorValueFromMemory(peer, [rows, network.Outputs]);
        using OrtIoBinding binding = session.CreateIoBinding();
        using var run = new RunOptions();
        binding.BindInput(session.InputNames[0], input);
        binding.BindOutput(session.OutputNames[0], output);
        double[] best = Race.Run([new("Glia", () => network.Predict(x, rows, y)), new("ONNX Runtime", () => session.RunWithBinding(run, binding))], 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Predict(x, rows, y);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        for (int i = 0; i < y.Length; i++)
        {
            if (Math.Abs(y[i] - peer[i]) > 1e-3)
            {
                throw new InvalidOperationException($"{name}: Glia predicts {y[i]}, ONNX Runtime {peer[i]}; they do not do the same work.");
            }
        }

        return new InferenceCell(name, rows, best[0] / 1000, best[1] / 1000, bytes);
    }

    private static byte[] Model(Network network)
    {
        var graph = new GraphBuilder("network");
        string x = graph.Input("x", DataType.Float, "");
        graph.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = network.Inputs;
        graph.Output(new NetworkGraph(graph).Write(network, x), DataType.Float, "", network.Outputs);
        var model = new ModelProto { IrVersion = Versions.OfFormat(graph.Opset), Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        return model.ToByteArray();
    }
}
