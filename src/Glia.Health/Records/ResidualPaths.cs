using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Records;

/// <summary>
/// Paths around hidden layers as wide as what they take: y = f(x + x·W + b). That is a dense layer whose weights are W plus the identity, so that it takes no layer of another kind,
/// and a model with such paths is read wherever dense layers are. Sources: residual connections, He et al. (CVPR 2016); in the weights, Hardt and Ma (ICLR 2017), Zagoruyko and
/// Komodakis (arXiv:1706.00388).
/// </summary>
internal static class ResidualPaths
{
    /// <summary>Layers below which there is no depth for a signal to be lost in.</summary>
    private const int Fewest = 2;

    /// <summary>Steepest slope of a function that a path may lead through: along it the slopes of all layers multiply. Our choice, between those of GELU (1.13) and exponentials.</summary>
    private const double Steepest = 1.5;

    /// <summary>
    /// Adds the identity to the weights of every such layer, and divides what was there by the root of their number: then the signal grows at most e-fold along all of them together,
    /// not with each (Hayou et al., Stable ResNet, AISTATS 2021).
    /// </summary>
    /// <param name="network">The network; its weights are changed.</param>
    /// <returns>How many layers have a path around them now; 0 where there are too few.</returns>
    public static int Add(Network network)
    {
        DenseLayer[] layers = [.. Around(network)];
        if (layers.Length < Fewest)
        {
            return 0;
        }

        float share = (float)(1 / Math.Sqrt(layers.Length));
        foreach (DenseLayer layer in layers)
        {
            Span<float> weights = layer.Weights.Values;
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = (share * weights[i]) + (i % (layer.Inputs + 1) == 0 ? 1 : 0);
            }
        }

        return layers.Length;
    }

    /// <summary>Layers from one hidden activation to the next, of one width, whose functions pass a signal on: a sigmoid leaves a quarter of it at most, path or not.</summary>
    private static IEnumerable<DenseLayer> Around(Network network)
    {
        Stage[] stages = Stage.Of(network);
        for (int i = 1; i < stages.Length; i++)
        {
            if (!stages[i].IsOutput && Passes(stages[i - 1]) && Passes(stages[i]) && stages[i].Before >= 0
                && network.Layers[stages[i].Before] is DenseLayer dense && dense.Inputs == dense.Outputs)
            {
                yield return dense;
            }
        }
    }

    private static bool Passes(Stage stage) => stage.Function is { Info: { IsRowwise: false, ChangesWidth: false, SlopeRange.High: >= 1 and <= Steepest } };
}
