using Glia.Health.Probes;
using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Causes;

/// <summary>Other beginnings: weights of the size that the activation asks for, biases at zero, another draw.</summary>
internal static class Starts
{
    /// <summary>Draws over which the size asked for is measured.</summary>
    private const int Draws = 8;

    /// <summary>|ln| of a ratio of sizes that counts as a mismatch, besides the chance of a draw (2/√(2n) for n weights). Glorot in place of He is 0.35.</summary>
    private const double Mismatch = 0.1;

    /// <summary>
    /// Every layer's weights times one factor, so that their rms is that of the scheme and gain of the activation that follows: the variance changes
    /// and nothing else, neither the draw nor which rows a rectifier without bias fires on.
    /// </summary>
    public static Arrangement? Rescaled(Case what)
    {
        double[] factors = Factors(what.Initial);
        DenseLayer[] layers = Dense(what.Initial.ToNetwork());
        bool differs = layers.Where((layer, i) => Math.Abs(Math.Log(factors[i])) > Mismatch + (2 / Math.Sqrt(2.0 * layer.Weights.Length))).Any();
        return differs && what.HasBeginning
            ? new Arrangement(what.Initial)
            {
                Text = Invariant($"initial weights of the size that the activation asks for (times {Words.Range(factors.Min(), factors.Max())})"),
                Touch = network => Scale(network, factors),
            }
            : null;
    }

    /// <summary>Biases of hidden layers start at 0.</summary>
    public static Arrangement? BiasesReset(Case what)
    {
        bool any = FrozenBiases.Hidden(what.Initial.ToNetwork()).Any(bias => bias.Values.ContainsAnyExcept(0f));
        return any && what.HasBeginning
            ? new Arrangement(what.Initial)
            {
                Text = "hidden biases start at 0",
                Touch = network =>
                {
                    foreach (Parameter bias in FrozenBiases.Hidden(network))
                    {
                        bias.Values.Clear();
                    }
                },
            }
            : null;
    }

    /// <summary>Another draw of the weights by the activation, with the biases as they were; for units that were dead from the beginning.</summary>
    public static Arrangement? Redrawn(Case what) => what.HasBornDead && what.HasBeginning
        ? new Arrangement(what.Initial)
        {
            Text = "another draw of the initial weights, by the activation",
            Touch = network =>
            {
                DenseLayer[] drawn = Dense(Donor(what.Initial, what.Initial.Options.Seed + Draws)), layers = Dense(network);
                for (int i = 0; i < layers.Length; i++)
                {
                    drawn[i].Weights.Values.CopyTo(layers[i].Weights.Values);
                }
            },
        }
        : null;

    private static double[] Factors(TrainingState initial)
    {
        DenseLayer[] now = Dense(initial.ToNetwork());
        double[] asked = new double[now.Length];
        for (ulong draw = 0; draw < Draws; draw++)
        {
            DenseLayer[] drawn = Dense(Donor(initial, initial.Options.Seed + draw));
            for (int i = 0; i < asked.Length; i++)
            {
                asked[i] += Measures.Spread.MeanSquare(drawn[i].Weights.Values) / Draws;
            }
        }

        // Weights that are all zero have no size to scale.
        return [.. now.Select((layer, i) => Measures.Spread.MeanSquare(layer.Weights.Values) is > 0 and var square ? Math.Sqrt(asked[i] / square) : 1)];
    }

    private static Network Donor(TrainingState initial, ulong seed) => OtherNetworks.Redrawn(initial.Inputs, initial.Layers, seed);

    private static DenseLayer[] Dense(Network network) => [.. network.Layers.OfType<DenseLayer>()];

    private static void Scale(Network network, double[] factors)
    {
        DenseLayer[] layers = Dense(network);
        for (int i = 0; i < layers.Length; i++)
        {
            Span<float> weights = layers[i].Weights.Values;
            for (int w = 0; w < weights.Length; w++)
            {
                weights[w] = (float)(weights[w] * factors[i]);
            }
        }
    }
}
