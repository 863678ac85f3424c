using Glia.Kernels.Products;

namespace Glia.Networks.Layers;

/// <summary>Consecutive layers that run together: one of any kind, or a <see cref="DenseGroup"/>.</summary>
/// <param name="first">Where the first stands in the network.</param>
/// <param name="count">How many layers, up to three.</param>
internal abstract class LayerGroup(int first, int count)
{
    public int First { get; } = first;

    public int Count { get; } = count;

    /// <summary>All layers of a network, in order.</summary>
    public static LayerGroup[] Of(IReadOnlyList<Layer> layers)
    {
        List<LayerGroup> groups = [];
        for (int i = 0; i < layers.Count; i += groups[^1].Count)
        {
            groups.Add(DenseGroup.At(layers, i) ?? (LayerGroup)new SingleLayer(layers[i], i));
        }

        return [.. groups];
    }

    /// <summary>The last layer's output, as in prediction.</summary>
    public abstract void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team);

    /// <summary>The training pass; of layers that are not there nothing is looked at.</summary>
    public abstract void Forward(in LayerPass first, in LayerPass second, in LayerPass third);

    /// <summary>The chain rule.</summary>
    public abstract void Backward(in LayerPass first, in LayerPass second, in LayerPass third);

    private sealed class SingleLayer(Layer layer, int place) : LayerGroup(place, 1)
    {
        public override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team) => layer.Infer(x, rows, y, team);

        public override void Forward(in LayerPass first, in LayerPass second, in LayerPass third) => layer.Forward(first);

        public override void Backward(in LayerPass first, in LayerPass second, in LayerPass third) => layer.Backward(first);
    }
}
