using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Initialization;

public class WeightSchemeTests
{
    private const int Inputs = 80;
    private const int Units = 120;

    [Theory]
    [InlineData("glorot_uniform", 2.0 / (Inputs + Units))]
    [InlineData("glorot_normal(gain=2)", 8.0 / (Inputs + Units))]
    [InlineData("he_uniform", 2.0 / Inputs)]
    [InlineData("he_normal", 2.0 / Inputs)]
    [InlineData("lecun_uniform", 1.0 / Inputs)]
    [InlineData("lecun_normal", 1.0 / Inputs)]
    [InlineData("orthogonal", 1.0 / Units)]
    public void Weights_have_mean_zero_and_the_stated_variance_and_biases_start_at_zero(string scheme, double variance)
    {
        DenseLayer layer = Dense(scheme);
        float[] weights = layer.Weights.Values.ToArray();
        double mean = weights.Average();
        double seen = weights.Average(w => (w - mean) * (w - mean));

        // 9600 draws: five standard deviations of mean and (for a normal, the widest case) of variance.
        Assert.InRange(mean, -5 * Math.Sqrt(variance / weights.Length), 5 * Math.Sqrt(variance / weights.Length));
        Assert.InRange(seen / variance, 1 - (5 * Math.Sqrt(2.0 / weights.Length)), 1 + (5 * Math.Sqrt(2.0 / weights.Length)));
        Assert.All(layer.Bias.Values.ToArray(), bias => Assert.Equal(0, bias));
        if (scheme.Contains("uniform", StringComparison.Ordinal))
        {
            Assert.True(weights.Max(Math.Abs) <= Math.Sqrt(3 * variance) * 1.0000001);
        }
    }

    [Theory]
    [InlineData(6, 10)]
    [InlineData(10, 6)]
    [InlineData(7, 7)]
    public void Orthogonal_weights_are_orthonormal_along_their_shorter_side(int inputs, int units)
    {
        DenseLayer layer = (DenseLayer)Network.Create(inputs, [new DenseSpec(units, "orthogonal(gain=2)")], 3).Layers[0];
        float[] w = layer.Weights.Values.ToArray();
        int count = Math.Min(inputs, units);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                double dot = Enumerable.Range(0, Math.Max(inputs, units)).Sum(k =>
                    inputs >= units ? (double)w[(k * units) + a] * w[(k * units) + b] : (double)w[(a * units) + k] * w[(b * units) + k]);
                Assert.Equal(a == b ? 4 : 0, dot, 1e-5);
            }
        }
    }

    [Theory]
    [InlineData("relu", "he_normal(gain=1.4142135)")]
    [InlineData("leaky_relu(slope=0.5)", "he_normal(gain=1.264911)")]
    [InlineData("sigmoid", "glorot_uniform(gain=1)")]
    public void Without_a_scheme_the_activation_that_follows_decides(string activation, string expected)
    {
        Network network = Network.Create(4, [new DenseSpec(5), new BatchNormSpec(), new DropoutSpec(0.1), new ActivationSpec(activation), new DenseSpec(2)], 1);
        Assert.Equal(expected, ((DenseLayer)network.Layers[0]).Initialization);
        Assert.Equal("glorot_uniform(gain=1)", ((DenseLayer)network.Layers[^1]).Initialization);
    }

    [Fact]
    public void Layers_added_elsewhere_do_not_change_the_draw()
    {
        DenseLayer[] plain = Dense([new DenseSpec(5), new ActivationSpec("relu"), new DenseSpec(3), new ActivationSpec("relu"), new DenseSpec(2)]);
        DenseLayer[] more = Dense(
            [
                new BatchNormSpec(), new DenseSpec(5), new BatchNormSpec(), new ActivationSpec("relu"), new DropoutSpec(0.1), new DenseSpec(3), new ActivationSpec("relu"),
                new LayerNormSpec(), new DenseSpec(2),
            ]);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(plain[i].Weights.Values.ToArray(), more[i].Weights.Values.ToArray());
        }
    }

    [Fact]
    public void Another_seed_is_another_draw_and_the_same_seed_the_same()
    {
        static string Hash(ulong seed) => Network.Create(4, Toy.Everything(2), seed).WeightsSha256();
        Assert.Equal(Hash(1), Hash(1));
        Assert.NotEqual(Hash(1), Hash(2));
    }

    [Theory]
    [InlineData("he", "There is no initialization \"he\"")]
    [InlineData("he_normal(gain=0)", "gain is 0")]
    [InlineData("he_normal(slope=1)", "no parameter \"slope\"")]
    public void A_wrong_text_is_refused(string text, string said) =>
        Assert.Contains(said, Assert.Throws<GliaException>(() => Dense(text)).Message, StringComparison.Ordinal);

    private static DenseLayer Dense(string scheme) => Dense([new DenseSpec(Units, scheme)])[0];

    private static DenseLayer[] Dense(IReadOnlyList<LayerSpec> layers) =>
        [.. Network.Create(Inputs, layers, 12).Layers.OfType<DenseLayer>()];
}
