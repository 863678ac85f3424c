using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Importing;

/// <summary>A graph of any maker, read as preprocessing and a chain of layers.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Columns">The raw columns.</param>
/// <param name="Cells">What the network's inputs are of them.</param>
/// <param name="Chain">The layers.</param>
/// <param name="Output">The value of scores and the names of classes.</param>
internal sealed record DenseModel(GraphIndex Graph, IReadOnlyList<RawColumn> Columns, Cell[] Cells, Chain Chain, OutputChoice Output)
{
    /// <summary>Gets the numbers that the last layer puts out.</summary>
    public int Outputs { get; private init; }

    /// <summary>Reads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="GliaException">It is no chain of dense layers; the message names the node that is none.</exception>
    public static DenseModel Read(ModelProto model, string source)
    {
        if (model.Graph.Initializer.Concat(model.Graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>())
            .FirstOrDefault(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0) is { } outside)
        {
            throw new GliaException($"{source}: The tensor '{Files.Text.Short(outside.Name)}' has its values in another file. Save the model with its data inside.");
        }

        if (model.Graph.SparseInitializer.Count > 0 || model.Functions.Count > 0)
        {
            throw new GliaException($"{source}: Sparse tensors and functions of a model's own cannot be read. Export it with plain tensors and operators.");
        }

        var graph = new GraphIndex(model, source);
        OutputChoice output = OutputChoice.Of(graph);
        (IReadOnlyList<RawColumn> columns, string value, Cell[] cells, int rank) = FrontReader.Read(graph, output.Slice);
        Chain chain = ChainReader.Read(graph, output, value, cells.Length, rank);
        return new DenseModel(graph, columns, cells, chain, output) { Outputs = chain.Steps.Count == 0 ? cells.Length : OutputsOf(chain, cells.Length) };
    }

    /// <summary>The whole graph as a network on raw numbers, what stands behind the last layer included.</summary>
    public Network Whole()
    {
        Step[] steps = [.. Chain.Steps, .. Last()];
        steps = steps.Length > 0 ? steps : [new Step(ActivationSpec.Of(LayerList.Known("Identity(x)")), [], "")];
        return NetworkBuilder.Build(FrontPlan.OfNumbers(Graph, Columns, Cells), steps, Graph.Source).Network;
    }

    private IEnumerable<Step> Last() => Chain.Output switch
    {
        OutputKind.Sigmoid => [new Step(ActivationSpec.Of(LayerList.SigmoidFunction), [], "")],
        OutputKind.Softmax => [new Step(ActivationSpec.Of(LayerList.SoftmaxFunction), [], "")],
        OutputKind.LogSoftmax => [new Step(ActivationSpec.Of(LayerList.LogSoftmaxFunction), [], "")],
        _ => [],
    };

    private static int OutputsOf(Chain chain, int inputs)
    {
        int width = inputs;
        foreach (Step step in chain.Steps)
        {
            width = step.Spec switch
            {
                DenseSpec dense => dense.Units,
                ActivationSpec activation => activation.Resolve().OutputUnits(width),
                _ => width,
            };
        }

        return width;
    }
}
