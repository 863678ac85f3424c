using Glia.Health.Records;
using Glia.Health.Tests.Support;
using Glia.Health.Treatments;
using Glia.Networks;

namespace Glia.Health.Tests.Treatments;

public sealed class ResidualTests
{
    private static readonly TrainingSet Train = Tasks.Named("circles", 300, 1), Held = Tasks.Named("circles", 300, 2);
    private static readonly TrainingOptions Options = new() { Epochs = 20, BatchSize = 50, Threads = 1, LearningRate = 1e-3 };

    [Fact]
    public void A_layer_with_a_path_gives_f_of_x_plus_a_share_of_what_it_gave()
    {
        Network plain = Nets.Mlp(2, Nets.Deep(5, 4), "relu", 2, 3), paths = Nets.Mlp(2, Nets.Deep(5, 4), "relu", 2, 3);
        paths.Dense(2).Bias.Values.Fill(0.25f);
        Assert.Equal(4, ResidualPaths.Add(paths));
        float[] x = paths.Run(Train.X.Span, Train.Rows).Output(3).ToArray(), y = paths.Run(Train.X.Span, Train.Rows).Output(5).ToArray();
        ReadOnlySpan<float> weights = plain.Dense(2).Weights.Values;
        for (int row = 0; row < Train.Rows; row++)
        {
            for (int unit = 0; unit < 4; unit++)
            {
                float sum = x[(row * 4) + unit] + 0.25f;
                for (int i = 0; i < 4; i++)
                {
                    sum += 0.5f * x[(row * 4) + i] * weights[(i * 4) + unit];
                }

                Assert.Equal(Math.Max(0, sum), y[(row * 4) + unit], 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData("relu", new[] { 4, 4, 4 }, 2)]
    [InlineData("relu", new[] { 2, 2, 2 }, 2)]
    [InlineData("tanh", new[] { 8, 4, 4, 8, 8, 8 }, 3)]
    [InlineData("relu", new[] { 8, 4, 8, 4 }, 0)]
    [InlineData("relu", new[] { 4, 4 }, 0)]
    [InlineData("sigmoid", new[] { 4, 4, 4, 4 }, 0)]
    [InlineData("exponential", new[] { 4, 4, 4, 4 }, 0)]
    public void Paths_lead_around_layers_as_wide_as_their_input_that_pass_a_signal_on(string activation, int[] widths, int around)
    {
        Network network = Nets.Mlp(2, widths, activation, 2, 1);
        string hash = network.WeightsSha256();
        Assert.Equal(around, ResidualPaths.Add(network));
        Assert.Equal(around == 0, hash == network.WeightsSha256());
    }

    [Fact]
    public void A_deep_network_that_lost_its_signal_learns_with_paths_and_not_without()
    {
        Network network = Nets.Mlp(2, Nets.Deep(40, 8), "relu", 2, 1, "glorot_uniform(gain=1)");
        (HealthReport health, _) = Nets.Watch(network, Train, "softmax_cross_entropy", Options, Held);
        Patient patient = new(network, Options, Loss.Parse("softmax_cross_entropy"), Train, Held, health);
        Assert.True(patient.LostSignal, health.Describe());
        Treated treated = new Residual().Treat(patient)!;
        Nets.Fit(treated.Network, Train, "softmax_cross_entropy", Options, []);
        Nets.Fit(network, Train, "softmax_cross_entropy", Options, []);
        Assert.True(Accuracy(network) < 0.6, $"{Accuracy(network)}");
        Assert.True(Accuracy(treated.Network) > 0.9, $"{Accuracy(treated.Network)}");
    }

    [Fact]
    public void Where_only_units_died_no_path_is_proposed()
    {
        Network network = Nets.Mlp(2, [8, 8, 8], "relu", 2, 5);
        network.Dense(1).Bias.Values[..6].Fill(-100);
        HealthReport health = HealthExam.Examine(network, Train.X, Train.Rows, new HealthOptions { MinimumExamRows = Train.Rows });
        Patient patient = new(network, Options, Loss.Parse("softmax_cross_entropy"), Train, Held, health);
        Assert.NotEmpty(health.Mute("2 relu"));
        Assert.Null(new Residual().Treat(patient));
    }

    private static double Accuracy(Network network)
    {
        float[] y = new float[Held.Rows * 2];
        network.Predict(Held.X.Span, Held.Rows, y);
        return Enumerable.Range(0, Held.Rows).Average(row => (y[2 * row] > y[(2 * row) + 1] ? 0f : 1f) == Held.Targets.Span[row] ? 1.0 : 0);
    }
}
