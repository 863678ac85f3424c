using Glia.Kernels.Activations;
using Glia.Kernels.Products;

namespace Glia.Networks.Layers;

/// <summary>
/// A dense layer, the activation behind it and perhaps dropout behind that, run together: what follows the product is done to a block
/// of rows while it is in the nearest cache. Every buffer and every bit is as if the layers ran one after the other.
/// </summary>
internal sealed class DenseGroup : LayerGroup
{
    private readonly DenseLayer _dense;
    private readonly ActivationLayer _activation;
    private readonly DropoutLayer? _dropout;

    private DenseGroup(int first, DenseLayer dense, ActivationLayer activation, DropoutLayer? dropout)
        : base(first, dropout is null ? 2 : 3)
    {
        _dense = dense;
        _activation = activation;
        _dropout = dropout;
    }

    /// <summary>The group that starts at a layer, or null.</summary>
    public static DenseGroup? At(IReadOnlyList<Layer> layers, int first)
    {
        if (first + 1 < layers.Count && layers[first] is DenseLayer dense && layers[first + 1] is ActivationLayer { Activation.Info: { ChangesWidth: false, RandomSlope: null } } activation)
        {
            return new DenseGroup(first, dense, activation, first + 2 < layers.Count ? layers[first + 2] as DropoutLayer : null);
        }

        return null;
    }

    /// <summary>y of x, as in prediction, where dropout does nothing: y holds z first.</summary>
    public override void Infer(ReadOnlySpan<float> x, int rows, Span<float> y, Team? team)
    {
        _dense.Multiply(x, rows, y, team);
        Rows(y, y, default, default).Forward(_activation.Activation, _dense.Bias.Values);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerPass first, in LayerPass second, in LayerPass third)
    {
        _dense.Multiply(first.X, first.Rows, first.Y, first.Team);
        Rows(first.Y, second.Y, Mask(third, draw: true), third.Y).Forward(_activation.Activation, _dense.Bias.Values);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerPass first, in LayerPass second, in LayerPass third)
    {
        FusedGradients gradients = new()
        {
            Masked = third.OutputGradient,
            Y = second.OutputGradient,
            Z = first.OutputGradient,
            Bias = _dense.Bias.Gradient,
            Learned = _activation.Learned is { } learned ? learned.Gradient : default,
        };
        Rows(first.Y, second.Y, Mask(third, draw: false), third.Y).Backward(_activation.Activation, gradients);
        _dense.BackwardProducts(first);
    }

    private FusedRows Rows(Span<float> z, Span<float> y, ReadOnlySpan<float> mask, Span<float> masked) => new()
    {
        Z = z,
        Units = _dense.Outputs,
        Y = y,
        Learned = _activation.LearnedValues,
        Fades = _activation.Fades,
        FadesGradients = _activation.FadesGradients,
        Mask = mask,
        Masked = masked,
    };

    private ReadOnlySpan<float> Mask(in LayerPass dropout, bool draw)
    {
        if (_dropout is null)
        {
            return default;
        }

        Span<float> mask = dropout.Saved[..dropout.Y.Length];
        if (draw)
        {
            _dropout.FillMask(mask, dropout.Chance);
        }

        return mask;
    }
}
