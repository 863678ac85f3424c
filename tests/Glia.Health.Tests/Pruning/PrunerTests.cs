using Glia.Health.Certificates;
using Glia.Health.Pruning;
using Glia.Health.Tests.Certificates;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Pruning;

public sealed class PrunerTests
{
    [Fact]
    public void Without_certified_dead_units_outputs_keep_their_bits_on_random_rows_of_the_box()
    {
        int removed = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            RandomNet net = RandomNet.Of(seed);
            (int Layer, int Unit, UnitClaim Claim)[] claims = [.. net.Claims().Where(claim => claim.Claim == UnitClaim.NeverFires)];
            IReadOnlyList<UnitCertificate> certificates = new Certifier(net.Network, net.Box).Certify(claims, new CertificationOptions { Seconds = 5, Regions = 60 });
            (int, int)[] dead = [.. claims.Where((_, i) => certificates[i].Answer == CertificateAnswer.Proved).Select(claim => (claim.Layer, claim.Unit))];
            PruneResult pruned = Pruner.Prune(net.Network, dead);
            removed += pruned.Removed;
            Assert.Equal(net.Network.Layers.OfType<DenseLayer>().Sum(layer => layer.Outputs) - pruned.Removed, pruned.Network.Layers.OfType<DenseLayer>().Sum(layer => layer.Outputs));
            float[] x = Rows(net, seed);
            Assert.Equal(Bits(net.Network, x), Bits(pruned.Network, x));
        }

        Assert.True(removed > 200, $"{removed}");
    }

    [Fact]
    public void A_unit_stays_where_its_zero_would_be_missed()
    {
        Assert.Contains("makes something of its 0", Reason([new DenseSpec(3), new ActivationSpec("relu"), new BatchNormSpec(), new DenseSpec(1)]), StringComparison.Ordinal);
        Assert.Contains("makes something of its 0", Reason([new DenseSpec(3), new ActivationSpec("relu"), new ActivationSpec("sigmoid"), new DenseSpec(1)]), StringComparison.Ordinal);
        Assert.Contains("looks at the whole row", Reason([new DenseSpec(3), new LayerNormSpec(), new ActivationSpec("relu"), new DenseSpec(1)]), StringComparison.Ordinal);
        Assert.Contains("output of the network", Reason([new DenseSpec(3), new ActivationSpec("relu")]), StringComparison.Ordinal);
        Assert.Contains("−0", Reason([new DenseSpec(3), new ActivationSpec("relu"), new DenseSpec(1)], network => network.Values[^1] = -0f), StringComparison.Ordinal);
        Assert.Contains("not finite", Reason([new DenseSpec(3), new ActivationSpec("relu"), new DenseSpec(1)], network => network.Values[^3] = float.NaN), StringComparison.Ordinal);
        Assert.Null(Reason([new DenseSpec(3), new BatchNormSpec(), new ActivationSpec("relu"), new DropoutSpec(0.5), new ActivationSpec("tanh"), new DenseSpec(1)]));
    }

    [Fact]
    public void Behind_embeddings_units_go_and_the_levels_stay()
    {
        Network network = Network.Create(3, [new EmbeddingSpec([new("a", 0, 5, 2), new("b", 2, 4, 3)]), new DenseSpec(4), new ActivationSpec("relu"), new DenseSpec(2)], 1);
        network.Layers.OfType<DenseLayer>().First().Bias.Values[2] = -99;
        PruneResult pruned = Pruner.Prune(network, [(2, 2)]);
        Assert.Equal(1, pruned.Removed);
        Assert.Equal(network.Layers[0].Parameters[1].Values.ToArray(), pruned.Network.Layers[0].Parameters[1].Values.ToArray());
        float[] x = [0, 0.5f, 3, 4, -1, 0, 2, 2, 2], before = new float[6], after = new float[6];
        network.Predict(x, 3, before);
        pruned.Network.Predict(x, 3, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_layer_keeps_one_unit_and_a_layer_that_is_not_there_is_refused()
    {
        Network network = Network.Create(2, [new DenseSpec(2), new ActivationSpec("relu"), new DenseSpec(1)], 1);
        network.Layers.OfType<DenseLayer>().First().Bias.Values.Fill(-99);
        PruneResult pruned = Pruner.Prune(network, [(1, 0), (1, 1)]);
        Assert.Equal(1, pruned.Removed);
        Assert.Equal(1, pruned.Network.Layers[0].Outputs);
        Assert.Equal("a layer keeps one unit at least", pruned.Units[1].Reason);
        Assert.Throws<ArgumentException>(() => Pruner.Prune(network, [(0, 0)]));
        Assert.Throws<ArgumentException>(() => Pruner.Prune(network, [(1, 2)]));
    }

    private static string? Reason(LayerSpec[] layers, Action<Network>? change = null)
    {
        Network network = Network.Create(2, layers, 1);
        change?.Invoke(network);
        int layer = network.Layers.TakeWhile(each => each is not ActivationLayer).Count();
        return Pruner.Prune(network, [(layer, 1)]).Units[0].Reason;
    }

    private static float[] Rows(RandomNet net, ulong seed)
    {
        RandomStream random = new(seed);
        float[] x = new float[500 * net.Network.Inputs];
        for (int i = 0; i < x.Length; i++)
        {
            double low = net.Box.Low[i % net.Network.Inputs], high = net.Box.High[i % net.Network.Inputs];
            x[i] = (float)(low + (random.NextDouble() * (high - low)));
        }

        return x;
    }

    private static int[] Bits(Network network, float[] x)
    {
        float[] y = new float[x.Length / network.Inputs * network.Outputs];
        network.Predict(x, x.Length / network.Inputs, y);
        return Array.ConvertAll(y, BitConverter.SingleToInt32Bits);
    }
}
