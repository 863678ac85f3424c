using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Studio.Live.Layers;

/// <summary>A layer as people draw it: weights, what stands between, and the activation.</summary>
/// <param name="Dense">Its weights, <c>[inputs, units]</c>, and biases.</param>
/// <param name="DenseIndex">Where they are in the network.</param>
/// <param name="Output">Index of the layer whose outputs are those of the units: the activation, or the weights where none follows.</param>
/// <param name="Function">The activation; null at the output.</param>
internal sealed record Hidden(DenseLayer Dense, int DenseIndex, int Output, ActivationLayer? Function)
{
    /// <summary>Gets whether the function has more or fewer outputs than the layer has units.</summary>
    public bool ChangesWidth => Function is { Activation.Info.ChangesWidth: true };

    /// <summary>All layers with weights, the output as the last.</summary>
    public static IReadOnlyList<Hidden> All(Network network)
    {
        List<Hidden> all = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i] is DenseLayer dense)
            {
                all.Add(new Hidden(dense, i, i, null));
            }
            else if (network.Layers[i] is ActivationLayer function && all.Count > 0)
            {
                all[^1] = all[^1] with { Output = i, Function = function };
            }
        }

        return all;
    }

    /// <summary>Those with an activation.</summary>
    public static IEnumerable<Hidden> Of(Network network) => All(network).Where(layer => layer.Function is not null);
}
