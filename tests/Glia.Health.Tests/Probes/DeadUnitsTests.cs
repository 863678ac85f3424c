using Glia.Health.Tests.Support;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Probes;

public sealed class DeadUnitsTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 10, BatchSize = 32, LearningRate = 1e-3 };

    [Fact]
    public void Units_killed_by_a_planted_bias_are_found_one_by_one_and_no_other()
    {
        TrainingSet train = Tasks.Circles(600, 1), held = Tasks.Circles(500, 2);
        Network network = Nets.Mlp(2, [16, 16], "relu", 1, 3);
        int[] planted = [1, 5, 15];
        foreach (int unit in planted)
        {
            network.Dense(0).Bias.Values[unit] = -50;
        }

        (HealthReport report, _) = Nets.Watch(network, train, "binary_cross_entropy", Short, held);
        Finding finding = Assert.Single(report.Findings, f => f.Layer == "1 relu");
        Assert.Equal(Problems.DeadUnits, finding.Problem);
        Assert.Equal(planted, finding.Units);
        Assert.Equal(Proof.Bounded, finding.Proof);
        Assert.Equal(0, finding.SinceStep);
        Assert.Equal(3.0 / 16, finding.Value);
        Assert.Contains("3 of 16 units", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("3/500", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("3 never fired since training began", finding.Evidence, StringComparison.Ordinal);
        Assert.All(planted, unit => Assert.Equal(-1, report.Layers[0].LastFiredStep[unit]));
        Assert.All(planted, unit => Assert.True(report.Layers[0].MaxZ[unit] < 0 && report.Layers[0].Bias[unit] < -49));
    }

    [Fact]
    public void A_bias_of_minus_three_kills_nearly_all_of_a_sixteen_by_two_network_and_the_verdict_equals_exhaustive_evaluation()
    {
        TrainingSet train = Tasks.Circles(700, 1, 1), held = Tasks.Circles(500, 2, 1), dense = Tasks.Circles(20000, 3, 1);
        int units = 0, dead = 0;
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Network network = Nets.Mlp(2, [16, 16], "relu", 1, seed);
            network.Dense(0).Bias.Values.Fill(-3);
            network.Dense(1).Bias.Values.Fill(-3);
            (HealthReport report, _) = Nets.Watch(network, train, "binary_cross_entropy", Short with { Epochs = 3 }, held);
            Dictionary<string, long[]> truth = Exhaustive.Fired(network, dense.X.Span, dense.Rows);
            foreach (LayerHealth layer in report.Layers)
            {
                for (int unit = 0; unit < 16; unit++)
                {
                    units++;
                    if (layer.State[unit] == UnitState.Dead)
                    {
                        dead++;
                        Assert.True(truth[layer.Name][unit] <= 3.0 / held.Rows * dense.Rows, $"seed {seed} {layer.Name} unit {unit} fires on {truth[layer.Name][unit]} of 20000");
                    }
                    else
                    {
                        Assert.True(truth[layer.Name][unit] > 0, $"seed {seed} {layer.Name} unit {unit} is dead but said to be {layer.State[unit]}");
                    }
                }
            }

            Assert.Contains(report.Findings, f => f.Problem == Problems.DeadLayer && f.Units.Count == 16);
        }

        Assert.InRange((double)dead / units, 0.85, 1);
    }

    [Fact]
    public void Born_dead_units_of_narrow_deep_networks_agree_with_exhaustive_evaluation_unit_by_unit()
    {
        TrainingSet rows = Tasks.Circles(1200, 1);
        int dead = 0, all = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Network network = Nets.Mlp(2, Nets.Deep(8, 5), "relu", 1, seed);
            HealthReport report = HealthExam.Examine(network, rows.X, rows.Rows);
            Dictionary<string, long[]> truth = Exhaustive.Fired(network, rows.X.Span, rows.Rows);
            foreach (LayerHealth layer in report.Layers)
            {
                Assert.Equal(truth[layer.Name], layer.Fired);
                for (int unit = 0; unit < layer.Units; unit++)
                {
                    Assert.Equal(truth[layer.Name][unit] == 0, layer.State[unit] == UnitState.Dead);
                    (dead, all) = (dead + (truth[layer.Name][unit] == 0 ? 1 : 0), all + 1);
                }

                int[] found = [.. report.Findings.Where(f => f.Layer == layer.Name).SelectMany(f => f.Units)];
                Assert.Equal(Enumerable.Range(0, layer.Units).Where(unit => truth[layer.Name][unit] == 0), found);
            }
        }

        // The share that a simulation of He's start gives for width 5 and 8 hidden layers on two inputs is 25 %.
        Assert.InRange((double)dead / all, 0.15, 0.4);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void A_learning_rate_far_too_high_kills_units_and_the_step_of_every_death_is_exact(double learningRate)
    {
        TrainingSet train = Tasks.Circles(700, 1), held = Tasks.Circles(300, 2);
        int died = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            Network network = Nets.Mlp(2, [16, 16], "relu", 1, seed);
            LastFiredTwin twin = new();
            HealthMonitor monitor = new();
            TrainingOptions options = new() { Epochs = 12, BatchSize = 64, Optimizer = "sgd", LearningRate = learningRate };
            KeepLast keep = new();
            Nets.Fit(network, train, "binary_cross_entropy", options, [monitor, twin, keep]);
            keep.Values.CopyTo(network.Values);
            HealthReport report = monitor.Report(network, held.X, held.Rows);
            Dictionary<string, long[]> onTrain = Exhaustive.Fired(network, train.X.Span, train.Rows);
            foreach (LayerHealth layer in report.Layers)
            {
                Assert.Equal(twin.Steps[layer.Name], layer.LastFiredStep);
                foreach (int unit in Enumerable.Range(0, 16).Where(unit => layer.State[unit] == UnitState.Dead))
                {
                    Assert.Equal(0, onTrain[layer.Name][unit]);
                    died += layer.LastFiredStep[unit] >= 0 ? 1 : 0;
                }
            }
        }

        Assert.True(died >= 20, $"only {died} units died");
    }

    [Fact]
    public void Units_that_fire_on_one_row_in_two_hundred_are_sparse_and_nothing_is_found()
    {
        // One-hot inputs, one selective unit for each: it fires on its own 0.5 % of rows and on nothing else.
        const int Kinds = 200, Rows = 2000;
        float[] x = new float[Rows * Kinds], t = new float[Rows];
        for (int row = 0; row < Rows; row++)
        {
            x[(row * Kinds) + (row % Kinds)] = 1;
            t[row] = row % Kinds % 2;
        }

        TrainingSet train = new(x, Kinds, t, 1);
        Network network = Nets.Mlp(Kinds, [Kinds], "relu", 1, 1);
        Span<float> weights = network.Dense(0).Weights.Values;
        weights.Clear();
        for (int unit = 0; unit < Kinds; unit++)
        {
            weights[(unit * Kinds) + unit] = 1;
        }

        network.Dense(0).Bias.Values.Fill(-0.5f);
        (HealthReport report, _) = Nets.Watch(network, train, "binary_cross_entropy", Short with { Epochs = 2 }, train);
        Assert.All(report.Layers[0].State, state => Assert.Equal(UnitState.Sparse, state));
        Assert.Empty(report.Findings);
        Assert.Empty(HealthExam.Examine(network, x, Rows).Findings);
        Assert.All(HealthExam.Examine(network, x, Rows).Layers[0].Fired, fired => Assert.Equal(10, fired));
    }

    [Fact]
    public void Silence_on_a_single_batch_or_on_few_rows_is_not_death()
    {
        Network network = Nets.Mlp(2, [8], "relu", 1, 1);
        network.Dense(0).Bias.Values.Fill(-50);
        TrainingSet few = Tasks.Circles(60, 1);
        (HealthReport report, _) = Nets.Watch(network, few, "binary_cross_entropy", Short, Tasks.Circles(30, 2));
        Assert.All(report.Layers[0].State, state => Assert.Equal(UnitState.Silent, state));
        Assert.Empty(report.Findings);

        HealthReport exam = HealthExam.Examine(network, Tasks.Circles(299, 3).X, 299);
        Assert.All(exam.Layers[0].State, state => Assert.Equal(UnitState.Silent, state));
        Assert.Empty(exam.Findings);
        Assert.Equal(Problems.DeadLayer, Assert.Single(HealthExam.Examine(network, Tasks.Circles(300, 3).X, 300).Findings).Problem);
    }

    [Theory]
    [InlineData("leaky_relu(slope=0.1)")]
    [InlineData("elu")]
    [InlineData("swish")]
    [InlineData("tanh")]
    [InlineData("prelu")]
    public void Units_that_are_merely_negative_are_not_dead_where_the_slope_is_not_zero(string activation)
    {
        Network network = Nets.Mlp(2, [8], activation, 1, 1);
        network.Dense(0).Weights.Values.Fill(0.1f);
        network.Dense(0).Bias.Values.Fill(-1.5f);
        HealthReport report = HealthExam.Examine(network, Tasks.Circles(500, 3).X, 500);
        Assert.All(report.Layers[0].Fired, fired => Assert.Equal(0, fired));
        Assert.All(report.Layers[0].State, state => Assert.Contains(state, (UnitState[])[UnitState.Alive, UnitState.Duplicate]));
        Assert.DoesNotContain(report.Findings, finding => finding.Problem != Problems.DuplicateUnits);
    }

    [Fact]
    public void A_layer_behind_a_dead_one_is_told_to_wait_for_it()
    {
        Network network = Nets.Mlp(2, [8, 8], "relu", 1, 1);
        network.Dense(0).Bias.Values.Fill(-50);
        network.Dense(1).Bias.Values.Fill(-0.1f);
        HealthReport report = HealthExam.Examine(network, Tasks.Circles(500, 3).X, 500);
        Assert.Equal(2, report.Findings.Count);
        Assert.All(report.Findings, f => Assert.Equal(Problems.DeadLayer, f.Problem));
        Assert.Contains("'1 relu' first", report.Findings[1].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Dead_units_behind_normalisation_show_its_shift_as_bias()
    {
        Network network = Network.Create(2, [new DenseSpec(8), new LayerNormSpec(), new ActivationSpec("relu"), new DenseSpec(1)], 1);
        LayerNormLayer normal = network.Layers.OfType<LayerNormLayer>().Single();
        normal.Shift.Values[3] = -100;
        HealthReport report = HealthExam.Examine(network, Tasks.Circles(500, 3).X, 500);
        Assert.Equal([3], Assert.Single(report.Findings).Units);
        Assert.Equal(-100, report.Layers[0].Bias[3]);
    }
}
