using Glia.Onnx.Files;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.OnnxHealth;

/// <summary>A model whose outputs are what enters and leaves its activations, each as floats.</summary>
internal sealed class TappedModel
{
    /// <summary>The file a protocol buffer can be.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>The versions of the default domain that are tried in the tests.</summary>
    private const long LowestOpset = 7;

    private TappedModel(GraphIndex graph, IReadOnlyList<ActivationSite> sites, byte[] bytes, (string? Folder, long Bytes) external)
        => (Graph, Sites, Bytes, Folder, TotalBytes) = (graph, sites, bytes, external.Folder, bytes.Length + external.Bytes);

    /// <summary>Gets the graph as it was.</summary>
    public GraphIndex Graph { get; }

    /// <summary>Gets the activations in graph order.</summary>
    public IReadOnlyList<ActivationSite> Sites { get; }

    /// <summary>Gets the rewritten model.</summary>
    public byte[] Bytes { get; }

    /// <summary>Gets the folder of tensors that lie in other files; null where none does.</summary>
    public string? Folder { get; }

    /// <summary>Gets the size of the model and of those files.</summary>
    public long TotalBytes { get; }

    /// <summary>The output that carries what goes into an activation.</summary>
    public static string Z(int site) => Invariant($"glia.tap.{site}.z");

    /// <summary>The output that carries what comes out.</summary>
    public static string Y(int site) => Invariant($"glia.tap.{site}.y");

    /// <summary>Reads and rewrites a file's content; the file stays as it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It cannot be read, is too large, or has no activation that is known.</exception>
    public static TappedModel Read(string path)
    {
        CheckSize(path);
        ModelProto model = OnnxFile.Parse(OnnxFile.ReadBytes(path), path);
        var graph = new GraphIndex(model, path);
        if (graph.Opset < LowestOpset)
        {
            throw new GliaException($"{path}: The model is of opset {graph.Opset}; ONNX Runtime runs opset {LowestOpset} and later. Convert it with onnx.version_converter, or export it again.");
        }

        (string? Folder, long Bytes) external = ExternalData.Check(model, path);
        IReadOnlyList<ActivationSite> sites = ActivationFinder.Find(graph);
        if (sites.Count == 0)
        {
            string[] seen = [.. model.Graph.Node.Select(node => Text.Short(node.OpType)).Distinct(StringComparer.Ordinal).Take(12)];
            throw new GliaException($"{path}: No activation was found among the {model.Graph.Node.Count} nodes of this model ({string.Join(", ", seen)}), so there is no unit to judge. Quantised and fused operators cannot be looked into: give the model as it was before.");
        }

        model.Graph.Output.Clear();
        for (int i = 0; i < sites.Count; i++)
        {
            Tap(model.Graph, sites[i].Z, Z(i));
            Tap(model.Graph, sites[i].Y, Y(i));
        }

        return new TappedModel(graph, sites, model.ToByteArray(), external);
    }

    private static void CheckSize(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > MostBytes)
        {
            throw new GliaException($"{path}: The file has {file.Length} bytes, and an ONNX file holds at most {MostBytes}. Save the model with its weights in a file of their own (external data), beside it.");
        }
    }

    private static void Tap(GraphProto graph, string value, string name)
    {
        // Whatever the type was, floats come out; a cast of floats costs nothing.
        graph.Node.Add(new NodeProto
        {
            OpType = "Cast",
            Name = name,
            Input = { value },
            Output = { name },
            Attribute = { new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (long)DataType.Float } },
        });
        graph.Output.Add(new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } } });
    }
}
