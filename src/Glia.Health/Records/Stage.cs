using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Records;

/// <summary>
/// One link of the signal's chain: the layers from one activation to the next, or from the last activation to the output.
/// z is what enters the activation (or leaves the network), y what comes out.
/// </summary>
internal sealed class Stage
{
    /// <summary>Gets the name: of the activation layer, or of the last layer where no activation ends the network.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the number of units: the width of z. y may be narrower or wider.</summary>
    public required int Units { get; init; }

    /// <summary>Gets the index of the layer whose output is z; −1 is the batch.</summary>
    public required int Before { get; init; }

    /// <summary>Gets the index of the layer whose output is y.</summary>
    public required int After { get; init; }

    /// <summary>Gets the activation layer; null for the output of a network that ends without one, and where something else than a network runs the layer.</summary>
    public ActivationLayer? Activation { get; init; }

    /// <summary>Gets the function; null for the output of a network that ends without one.</summary>
    public required Activation? Function { get; init; }

    /// <summary>Gets the weights of the dense layer that feeds the stage; null where there is none.</summary>
    public Parameter? Weights { get; init; }

    /// <summary>Gets what is added to z per unit: the bias, or the shift of a normalisation layer behind it.</summary>
    public Parameter? Bias { get; init; }

    /// <summary>Gets a value indicating whether the stage's y is the network's output: flat tails there are confident answers.</summary>
    public required bool IsOutput { get; init; }

    /// <summary>Gets a value indicating whether the activation can die.</summary>
    public bool IsRectifier => Function is { Info.IsRectifier: true };

    /// <summary>Gets the interval outside which the activation is flat on both sides; null where it is not, or ends the network.</summary>
    public Interval? Flat => !IsOutput && Function is { Info.IsSigmoidal: true } function ? function.Info.Saturation : null;

    /// <summary>Counters for the stage's units.</summary>
    public UnitCounts NewCounts()
        => new(Units, (float)(Flat?.Low ?? double.NegativeInfinity), (float)(Flat?.High ?? double.PositiveInfinity));

    /// <summary>The bias of every unit; empty where there is none.</summary>
    public float[] BiasValues() => Bias is null ? [] : Bias.Values.ToArray();

    /// <summary>The layer whose output the signal begins with: −1, the batch; or 0, an embedding layer, whose codes are names and no signal.</summary>
    public static int Entry(Network network) => network.Layers[0] is EmbeddingLayer ? 0 : -1;

    /// <summary>The stages of a network, first to last.</summary>
    public static Stage[] Of(Network network)
    {
        List<Stage> stages = [];
        Parameter? weights = null, bias = null;
        int end = 0;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            switch (network.Layers[i])
            {
                case DenseLayer dense:
                    (weights, bias) = (dense.Weights, dense.Bias);
                    break;
                case BatchNormLayer normal:
                    bias = normal.Shift;
                    break;
                case LayerNormLayer normal:
                    bias = normal.Shift;
                    break;
                case ActivationLayer layer:
                    stages.Add(New(network, layer, layer, i - 1, i, weights, bias));
                    (weights, bias) = (null, null);
                    end = i + 1;
                    break;
            }
        }

        if (weights is not null && end < network.Layers.Count)
        {
            int last = network.Layers.Count - 1;
            stages.Add(New(network, network.Layers[last], null, last, last, weights, bias));
        }

        return [.. stages];
    }

    private static Stage New(
        Network network, Layer named, ActivationLayer? layer, int before, int after, Parameter? weights, Parameter? bias) => new()
        {
            IsOutput = after == network.Layers.Count - 1,
            Name = named.Name,
            Units = layer?.Inputs ?? named.Outputs,
            Before = before,
            After = after,
            Activation = layer,
            Function = layer?.Activation,
            Weights = weights,
            Bias = bias,
        };
}
