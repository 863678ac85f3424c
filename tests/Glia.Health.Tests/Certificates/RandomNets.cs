using Glia.Health.Certificates;
using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Certificates;

/// <summary>A small network of many kinds of layers, a box, and what every unit does on a grid over it.</summary>
internal sealed record RandomNet(Network Network, Box Box, float[] Grid, int Rows)
{
    /// <summary>Functions of hidden layers: one of every sort of bound, and some that jump, fall or wave.</summary>
    private static readonly string[] Any =
    [
        "relu", "relu", "relu", "leaky_relu", "abs", "relu6", "hard_tanh(low=0, high=1)", "sigmoid", "tanh", "gelu", "softplus", "elu", "hard_swish",
        "hard_shrink", "thresholded_relu(theta=0.2, value=0.5)", "sine(omega=3)", "gaussian", "swish", "mish", "relu_squared", "soft_shrink", "softmax",
        "selu", "exp", "hard_sigmoid", "prelu(learn=unit)",
    ];

    /// <summary>Functions that certificates are about.</summary>
    private static readonly string[] Asked = ["relu", "relu", "relu", "sigmoid", "tanh", "relu6", "hard_tanh"];

    public static RandomNet Of(ulong seed)
    {
        RandomStream random = new(seed);
        int inputs = 2 + random.NextInt(2), depth = 1 + random.NextInt(3);
        List<LayerSpec> layers = [];
        for (int i = 0; i < depth; i++)
        {
            layers.Add(new DenseSpec(2 + random.NextInt(7)));
            if (random.NextInt(8) == 0)
            {
                layers.Add(new BatchNormSpec());
            }

            string[] choice = i == depth - 1 ? Asked : Any;
            layers.Add(new ActivationSpec(choice[random.NextInt(choice.Length)]));
            if (random.NextInt(8) == 0)
            {
                layers.Add(new DropoutSpec(0.5));
            }
        }

        layers.Add(new DenseSpec(1));
        Network network = Network.Create(inputs, layers, seed);
        Fill(network, random);
        return Around(network, random);
    }

    /// <summary>Claims that make sense of the network's units.</summary>
    public (int Layer, int Unit, UnitClaim Claim)[] Claims() => [.. Network.Layers
        .Select((layer, i) => (Layer: layer as ActivationLayer, At: i))
        .Where(each => each.Layer is { Learned: null })
        .SelectMany(each => Enumerable.Range(0, each.Layer!.Inputs)
            .SelectMany(unit => Fitting(each.Layer.Activation.Info).Select(claim => (each.At, unit, claim))))];

    /// <summary>The z of the grid that speaks most against a claim.</summary>
    public float Worst(ForwardPass pass, int layer, int unit, UnitClaim claim)
    {
        ReadOnlySpan<float> z = pass.Output(layer - 1);
        int units = z.Length / Rows;
        float worst = z[unit];
        for (int row = 1; row < Rows; row++)
        {
            float each = z[(row * units) + unit];
            worst = claim == UnitClaim.StaysHigh ? MathF.Min(worst, each) : MathF.Max(worst, each);
        }

        return worst;
    }

    private static IEnumerable<UnitClaim> Fitting(ActivationInfo info)
    {
        if (info.IsRectifier)
        {
            yield return UnitClaim.NeverFires;
        }

        if (info.IsSigmoidal && info.Saturation is not null)
        {
            yield return UnitClaim.StaysLow;
            yield return UnitClaim.StaysHigh;
        }
    }

    /// <summary>Weights of many sizes, biases that kill.</summary>
    private static void Fill(Network network, RandomStream random)
    {
        float bias = random.NextInt(3) == 0 ? -3 : -1, scale = 0.5f + (2 * random.NextSingle());
        foreach (Parameter parameter in network.Parameters)
        {
            bool weights = parameter.Decays;
            foreach (ref float value in parameter.Values)
            {
                value = weights ? value * scale : (bias * random.NextSingle()) + (0.3f * random.NextNormal());
            }
        }

        foreach (StateTensor state in network.Layers.SelectMany(layer => layer.State))
        {
            foreach (ref float value in state.Values)
            {
                value = 0.1f + random.NextSingle();
            }
        }
    }

    private static RandomNet Around(Network network, RandomStream random)
    {
        int inputs = network.Inputs, side = inputs == 2 ? 61 : 15, rows = (int)Math.Pow(side, inputs);
        float[] low = new float[inputs], high = new float[inputs], grid = new float[rows * inputs];
        for (int i = 0; i < inputs; i++)
        {
            float a = 2 * random.NextNormal(), b = 2 * random.NextNormal();
            (low[i], high[i]) = (MathF.Min(a, b), MathF.Max(a, b));
        }

        for (int row = 0; row < rows; row++)
        {
            for (int i = 0, rest = row; i < inputs; i++, rest /= side)
            {
                float share = (float)(rest % side) / (side - 1);
                grid[(row * inputs) + i] = Math.Clamp(low[i] + (share * (high[i] - low[i])), low[i], high[i]);
            }
        }

        return new RandomNet(network, new Box(low, high), grid, rows);
    }
}
