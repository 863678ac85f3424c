using Glia.Networks;
using Glia.Onnx.Files;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;

namespace Glia.Onnx;

/// <summary>
/// Writes a model as one ONNX file that holds preprocessing and network: raw columns <c>[N, 1]</c> in, <c>label</c> <c>[N]</c> and
/// <c>probabilities</c> <c>[N, classes]</c> (or <c>prediction</c> <c>[N, 1]</c>) out, with a free number of rows N; of several targets <c>label</c>
/// and <c>probabilities</c>, or <c>prediction</c>, all <c>[N, targets]</c>.
/// </summary>
/// <remarks>
/// Numbers are float inputs (double where a float would lose what matters), a missing one is NaN; texts are string inputs, a
/// missing one is the empty text. Labels are int64 where the classes are whole numbers, else strings.
/// </remarks>
public static class OnnxExport
{
    // A protocol buffer cannot pass 2³¹ − 1 bytes; a sixteenth of that is left for everything but weights.
    private const long MostWeightBytes = int.MaxValue - (int.MaxValue / 16);

    /// <summary>Writes the file; at any moment the old file or the whole new one is there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, by custom <c>.onnx</c>; its folder exists.</param>
    /// <param name="options">Opset and description; null for the defaults.</param>
    /// <exception cref="GliaException">The model has no form in ONNX, or the file cannot be written.</exception>
    public static void Save(this TabularModel model, string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content = ToBytes(model, options);
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Makes the file's content.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Opset and description; null for the defaults.</param>
    /// <returns>The bytes; the same for the same model and options.</returns>
    /// <exception cref="GliaException">The model has no form in ONNX.</exception>
    public static byte[] ToBytes(TabularModel model, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxOptions();
        if (options.Opset is < OnnxOptions.LowestOpset or > OnnxOptions.HighestOpset)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Opset, $"The opset is one of {OnnxOptions.LowestOpset} to {OnnxOptions.HighestOpset}.");
        }

        CheckSize(model);
        return Build(model, options).ToByteArray();
    }

    private static ModelProto Build(TabularModel model, OnnxOptions options)
    {
        var graph = new GraphBuilder(model.Target.Length > 0 ? model.Target : "model");
        var preprocessor = new PreprocessorGraph(graph);
        preprocessor.DeclareInputs(model.Preprocessor.Features);
        var output = new OutputGraph(graph, model);
        var network = new NetworkGraph(graph);
        string inputs = preprocessor.Write(model.Preprocessor.Features);
        output.Write([.. model.Members.Select(member => network.Write(member, inputs))]);

        int opset = Math.Max(options.Opset, graph.Opset);
        if (opset > OnnxOptions.HighestOpset)
        {
            throw new GliaException($"An activation of this model needs opset {opset}, and ONNX files are written up to opset {OnnxOptions.HighestOpset}. Save a checkpoint instead.");
        }

        var file = new ModelProto
        {
            IrVersion = Versions.OfFormat(opset),
            ProducerName = "glia",
            ProducerVersion = typeof(OnnxExport).Assembly.GetName().Version?.ToString(3) ?? "",
            DocString = options.Description.Length > 0 ? options.Description : Sentence(model),
            Graph = graph.Graph,
        };
        file.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        if (graph.UsesMachineLearningDomain)
        {
            file.OpsetImport.Add(new OperatorSetIdProto { Domain = GraphBuilder.MachineLearningDomain, Version = Versions.OfMachineLearning(opset) });
        }

        new Metadata(
            model.Schema,
            model.Preprocessor.ToJson(),
            new NetworkDescription(model.Network.Inputs, model.Network.Spec, model.Members.All(member => member.Spec.SequenceEqual(model.Network.Spec)) ? null : [.. model.Members.Skip(1).Select(member => member.Spec)]),
            model.Scale,
            network.Weights,
            model.Run?.Options).WriteTo(file);
        return file;
    }

    private static string Sentence(TabularModel model) => model.Schema.SeveralTargets is { } targets
        ? $"Predicts {(model.Task is TaskKind.Multitarget ? "the numbers" : "the labels")} {string.Join(", ", targets.Select(target => target.Name))} from raw columns. A missing number is NaN, a missing text is empty."
        : model.Task is TaskKind.Regression
        ? $"Predicts the number {model.Target} from raw columns. A missing number is NaN, a missing text is empty."
        : $"Predicts the class {model.Target} from raw columns. A missing number is NaN, a missing text is empty.";

    private static void CheckSize(TabularModel model)
    {
        long bytes = sizeof(float) * model.Members.Sum(member => (long)member.Values.Length + member.StateValues.Length);
        if (bytes > MostWeightBytes)
        {
            throw new GliaException($"The weights take {bytes} bytes, and one ONNX file holds at most {MostWeightBytes}. Save a checkpoint instead.");
        }

        if (model.Members.Max(member => member.Layers.Count) is var layers && layers > WeightShapes.MostLayers)
        {
            throw new GliaException($"The network has {layers} layers, and an ONNX file holds at most {WeightShapes.MostLayers}. Save a checkpoint instead.");
        }
    }
}
