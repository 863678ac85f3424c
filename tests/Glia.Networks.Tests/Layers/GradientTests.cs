using Glia.Kernels.Activations;
using Glia.Networks.Layers;
using Glia.Networks.Tests.Oracles;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Layers;

public class GradientTests
{
    private const int Rows = 6;
    private const int Inputs = 6;

    public static TheoryData<string> Activations
    {
        get
        {
            // Where training draws slopes, an interval of one number leaves no chance.
            TheoryData<string> data = [.. ActivationCatalog.All.Where(info => info.RandomSlope is null).Select(info => info.Name)];
            data.AddRange("rrelu(lower=0.2, upper=0.2)", "leaky_relu(slope=0.3)", "elu(alpha=0.7)", "swish(beta=1.5)", "swish(beta=0.8, learn=layer)", "swish(learn=unit)", "prelu(learn=unit)", "prelu(learn=none)");
            return data;
        }
    }

    public static TheoryData<string> Losses => ["squared", "absolute", "huber(delta=0.5)", "quantile(level=0.9)", "poisson", "binary_cross_entropy", "softmax_cross_entropy"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_inside_a_network_passes_the_right_gradient(string activation) =>
        Check([new DenseSpec(4), new ActivationSpec(activation), new DenseSpec(3)], "squared");

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_as_first_and_last_layer_passes_the_right_gradient(string activation) =>
        Check([new ActivationSpec(activation), new DenseSpec(4), new ActivationSpec(activation)], "squared");

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_gives_the_right_gradient(string loss) =>
        Check([new DenseSpec(4), new ActivationSpec("tanh"), new DenseSpec(3)], loss);

    [Theory]
    [MemberData(nameof(Losses))]
    public void Row_weights_reach_the_gradient_of_every_loss(string loss) =>
        Check([new DenseSpec(4), new ActivationSpec("tanh"), new DenseSpec(3)], loss, [1, 2, 0.5f, 0, 3, 1.25f]);

    [Fact]
    public void Batch_normalisation_passes_the_right_gradient()
    {
        Check([new DenseSpec(4), new BatchNormSpec(), new ActivationSpec("tanh"), new DenseSpec(3)], "squared");
        Check([new BatchNormSpec(), new DenseSpec(3), new BatchNormSpec(Epsilon: 0.01)], "squared");
    }

    [Fact]
    public void Layer_normalisation_passes_the_right_gradient()
    {
        Check([new DenseSpec(4), new LayerNormSpec(), new ActivationSpec("tanh"), new DenseSpec(3)], "squared");
        Check([new LayerNormSpec(), new DenseSpec(3), new LayerNormSpec(0.01)], "squared");
    }

    [Theory]
    [InlineData("l1")]
    [InlineData("l2")]
    [InlineData("max")]
    public void Division_of_rows_by_their_norm_passes_the_right_gradient(string norm)
    {
        Check([new DenseSpec(4), new RowNormSpec(norm), new ActivationSpec("tanh"), new DenseSpec(3)], "squared");
        Check([new RowNormSpec(norm), new DenseSpec(3), new RowNormSpec(norm)], "squared");
    }

    [Fact]
    public void Embeddings_pass_the_right_gradient()
    {
        Check([new EmbeddingSpec([new("a", 1, 3, 2), new("b", 4, 2, 3)]), new DenseSpec(4), new ActivationSpec("tanh"), new DenseSpec(3)], "squared");
        Check([new DenseSpec(5), new ActivationSpec("relu"), new EmbeddingSpec([new("a", 0, 3, 4)]), new DenseSpec(3)], "squared");
        Check([new EmbeddingSpec([new("a", 0, 2, 2), new("b", 1, 3, 1), new("c", 5, 2, 2)])], "squared");
    }

    [Fact]
    public void A_deep_mixture_passes_the_right_gradient() => Check(
        [
            new DenseSpec(7), new BatchNormSpec(), new ActivationSpec("elu"), new DenseSpec(6), new ActivationSpec("softmax"), new DenseSpec(5),
            new LayerNormSpec(), new ActivationSpec("swish(learn=unit)"), new DenseSpec(4),
        ],
        "softmax_cross_entropy");

    private static void Check(IReadOnlyList<LayerSpec> layers, string lossText, float[]? weights = null)
    {
        weights ??= [];
        Network network = Network.Create(Inputs, layers, 5);
        Stir(network);
        Loss loss = Loss.Parse(lossText);
        float[] x = Toy.Normal(Rows * Inputs, 11);
        float[] targets = Targets(lossText, network.Outputs);

        Workspace work = new(network, Rows, 1, null);
        ReadOnlySpan<float> outputs = work.Forward(x, Rows, 1);
        double value = loss.Evaluate(outputs, targets, weights, Rows, work.LossGradient(Rows));
        work.Backward(x, Rows, 1);

        double[] xs = [.. x.Select(v => (double)v)];
        double Reference(double[] values) => DoubleLosses.Mean(lossText, DoubleNetwork.Forward(network, values, xs, Rows), targets, weights, Rows);
        double[] at = [.. network.Values.ToArray().Select(v => (double)v)];
        Assert.Equal(Reference(at), value, 2e-5 * Math.Max(1, Math.Abs(value)));

        double[] expected = DoubleNetwork.Gradient(Reference, at);
        double scale = Math.Max(expected.Select(Math.Abs).DefaultIfEmpty(0).Max(), 1e-3);
        foreach (Parameter parameter in network.Parameters)
        {
            for (int i = 0; i < parameter.Length; i++)
            {
                double difference = Math.Abs(parameter.Gradient[i] - expected[parameter.Offset + i]);
                Assert.True(difference < 2e-5 * scale, $"{parameter.Name}[{i}]: {parameter.Gradient[i]} instead of {expected[parameter.Offset + i]}");
            }
        }
    }

    /// <summary>Moves biases, scales and learned slopes away from their starts, where mistakes could hide.</summary>
    private static void Stir(Network network)
    {
        float[] noise = Toy.Normal(network.Values.Length, 99);
        for (int i = 0; i < noise.Length; i++)
        {
            network.Values[i] += 0.2f * noise[i];
        }
    }

    private static float[] Targets(string loss, int outputs)
    {
        float[] normal = Toy.Normal(Rows * outputs, 21);
        return loss switch
        {
            "softmax_cross_entropy" => [.. Enumerable.Range(0, Rows).Select(r => (float)(r % outputs))],
            "poisson" => [.. normal.Select((v, i) => i % 3 == 0 ? 0 : MathF.Abs(v))],
            "binary_cross_entropy" => [.. normal.Select((v, i) => i % 3 == 0 ? 0.25f : v > 0 ? 1f : 0f)],
            _ => normal,
        };
    }
}
