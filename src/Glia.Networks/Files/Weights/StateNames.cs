using Glia.Networks.Layers;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// The parts of a network under the names of PyTorch's <c>state_dict</c> for an <c>nn.Sequential</c> of the same layers: the layer's place, a dot, and the part.
/// A weight of a dense layer is <c>[units, inputs]</c> there, the transpose of what it is here. Embeddings are what a module with a list
/// <c>embeds</c> of <c>nn.Embedding</c> has, as in fast.ai's TabularModel: 0.embeds.0.weight <c>[levels, units]</c>, 0.embeds.1.weight, ….
/// </summary>
internal static class StateNames
{
    /// <summary>One tensor of a layer.</summary>
    /// <param name="Name">What PyTorch calls it: weight, bias, running_mean, running_var.</param>
    /// <param name="Shape">Its shape there.</param>
    /// <param name="Get">Its values in the order of that shape.</param>
    /// <param name="Set">Takes values in that order.</param>
    internal sealed record Part(string Name, long[] Shape, Func<float[]> Get, Action<float[]> Set);

    /// <summary>The counter that PyTorch's batch normalisation keeps and refuses to load without.</summary>
    public const string Counter = "num_batches_tracked";

    private const string RunningMean = "running_mean";

    /// <summary>The modules that have tensors, in the order of layers.</summary>
    public static IReadOnlyList<(string Module, IReadOnlyList<Part> Parts)> Modules(Network network) =>
    [
        .. network.Layers.SelectMany((layer, i) => layer is EmbeddingLayer embedding
            ? embedding.Parameters.Select((table, j) => (Invariant($"{i}.embeds.{j}"), (IReadOnlyList<Part>)[Table(table)]))
            : [(Invariant($"{i}"), Of(layer))]).Where(module => module.Item2.Count > 0),
    ];

    private static IReadOnlyList<Part> Of(Layer layer) => layer switch
    {
        DenseLayer dense => [Transposed("weight", dense.Weights), Plain("bias", dense.Bias)],
        BatchNormLayer norm =>
        [
            Plain("weight", norm.Scale), Plain("bias", norm.Shift), State(RunningMean, norm.RunningMean), State("running_var", norm.RunningVariance),
        ],
        LayerNormLayer norm => [Plain("weight", norm.Scale), Plain("bias", norm.Shift)],
        _ when layer.Parameters.Count == 0 && layer.State.Count == 0 => [],
        _ when layer.Parameters.Count == 1 && layer.State.Count == 0 => [Plain("weight", layer.Parameters[0])],
        _ => throw new GliaException($"The layer '{layer.Name}' has no form in files of weights."),
    };

    /// <summary>Everything that a file holds, in the order of layers; a null value is the counter.</summary>
    public static IReadOnlyList<(string Name, long[] Shape, float[]? Values)> All(Network network)
    {
        var all = new List<(string, long[], float[]?)>();
        foreach ((string module, IReadOnlyList<Part> parts) in Modules(network))
        {
            foreach (Part part in parts)
            {
                all.Add(($"{module}.{part.Name}", part.Shape, part.Get()));
            }

            if (parts.Any(part => part.Name == RunningMean))
            {
                all.Add(($"{module}.{Counter}", [], null));
            }
        }

        return all;
    }

    private static Part Plain(string name, Parameter parameter) =>
        new(name, [parameter.Length], () => parameter.Values.ToArray(), values => values.CopyTo(parameter.Values));

    private static Part Table(Parameter table) =>
        new("weight", [table.Rows, table.Columns], () => table.Values.ToArray(), values => values.CopyTo(table.Values));

    private static Part State(string name, StateTensor state) =>
        new(name, [state.Length], () => state.Values.ToArray(), values => values.CopyTo(state.Values));

    private static Part Transposed(string name, Parameter parameter) => new(
        name,
        [parameter.Columns, parameter.Rows],
        () => Transpose(parameter.Values, parameter.Rows, parameter.Columns),
        values => Transpose(values, parameter.Columns, parameter.Rows).CopyTo(parameter.Values));

    private static float[] Transpose(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] transposed = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return transposed;
    }
}
