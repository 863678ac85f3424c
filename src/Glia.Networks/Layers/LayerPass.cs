using Glia.Kernels.Products;
using Glia.Kernels.Randomness;

namespace Glia.Networks.Layers;

/// <summary>One layer's share of one training step: views into the trainer's buffers.</summary>
internal readonly ref struct LayerPass
{
    /// <summary>Input [rows, inputs].</summary>
    public required ReadOnlySpan<float> X { get; init; }

    /// <summary>Output [rows, outputs].</summary>
    public required Span<float> Y { get; init; }

    /// <summary>∂L/∂y [rows, outputs]; set in the backward pass.</summary>
    public Span<float> OutputGradient { get; init; }

    /// <summary>∂L/∂x [rows, inputs], to be overwritten; empty where nobody needs it (the first layer).</summary>
    public Span<float> InputGradient { get; init; }

    /// <summary>What forward leaves for backward.</summary>
    public required Span<float> Saved { get; init; }

    /// <summary>Scratch for sums, contents undefined.</summary>
    public required Span<double> Sums { get; init; }

    /// <summary>Rows of the batch.</summary>
    public required int Rows { get; init; }

    /// <summary>The layer's random numbers of this step.</summary>
    public required RandomStream Chance { get; init; }

    /// <summary>Threads for products; null for one.</summary>
    public required Team? Team { get; init; }
}
