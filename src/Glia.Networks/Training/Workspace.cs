using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks.Layers;

namespace Glia.Networks.Training;

/// <summary>
/// Every buffer of a training step, made once for the largest batch: outputs and their gradients layer by layer, what layers keep
/// from forward to backward, and scratch. A step allocates nothing.
/// </summary>
internal sealed class Workspace
{
    private readonly IReadOnlyList<Layer> _layers;
    private readonly float[][] _outputs;
    private readonly float[][] _gradients;
    private readonly float[][] _saved;
    private readonly RandomStream[] _chance;
    private readonly RandomStream _stepChance = new(0);
    private readonly double[] _sums;
    private readonly Team? _team;

    public Workspace(Network network, int rows, ulong seed, Team? team)
    {
        Network = network;
        _team = team;
        _layers = network.Layers;
        _outputs = [.. _layers.Select(layer => new float[checked(rows * layer.Outputs)])];
        _gradients = [.. _layers.Select(layer => new float[rows * layer.Outputs])];
        _saved = [.. _layers.Select(layer => new float[layer.SavedFixed + (rows * layer.SavedPerRow)])];
        _sums = new double[_layers.Max(layer => layer.SumsLength)];
        RandomStream stream = new RandomStream(seed).Split("layers");
        _chance = [.. _layers.Select(layer => stream.Split(layer.Name))];
    }

    public Network Network { get; }

    public ReadOnlySpan<float> Output(int layer, int rows) => _outputs[layer].AsSpan(0, rows * _layers[layer].Outputs);

    public Span<float> OutputGradient(int layer, int rows) => _gradients[layer].AsSpan(0, rows * _layers[layer].Outputs);

    /// <summary>Where the loss puts ∂L/∂outputs.</summary>
    public Span<float> LossGradient(int rows) => OutputGradient(_layers.Count - 1, rows);

    /// <summary>Through all layers in training mode; gives the outputs of the last.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> x, int rows, long step)
    {
        foreach (LayerGroup group in Network.Groups)
        {
            group.Forward(Pass(group, 0, x, rows, step), Pass(group, 1, x, rows, step), Pass(group, 2, x, rows, step));
        }

        return Output(_layers.Count - 1, rows);
    }

    /// <summary>The chain rule, last layer to first; the first gives no gradient of its input, because nobody asks for it.</summary>
    public void Backward(ReadOnlySpan<float> x, int rows, long step)
    {
        for (int i = Network.Groups.Length - 1; i >= 0; i--)
        {
            LayerGroup group = Network.Groups[i];
            group.Backward(Pass(group, 0, x, rows, step), Pass(group, 1, x, rows, step), Pass(group, 2, x, rows, step));
        }
    }

    /// <summary>The pass of a member of a group; an empty one where there is none.</summary>
    private LayerPass Pass(LayerGroup group, int member, ReadOnlySpan<float> x, int rows, long step) =>
        member < group.Count ? Pass(group.First + member, x, rows, step) : default;

    private LayerPass Pass(int i, ReadOnlySpan<float> x, int rows, long step)
    {
        Layer layer = _layers[i];
        if (layer.DrawsChance)
        {
            _stepChance.Restart(_chance[i], (ulong)step);
        }

        return new LayerPass
        {
            X = i == 0 ? x : Output(i - 1, rows),
            Y = _outputs[i].AsSpan(0, rows * layer.Outputs),
            OutputGradient = OutputGradient(i, rows),
            InputGradient = i == 0 ? default : OutputGradient(i - 1, rows),
            Saved = _saved[i].AsSpan(0, layer.SavedFixed + (rows * layer.SavedPerRow)),
            Sums = _sums,
            Rows = rows,
            Chance = _stepChance,
            Team = _team,
        };
    }
}
