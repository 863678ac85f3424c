using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Probes;

/// <summary>Each problem with a network that has it and the nearest healthy one that has not.</summary>
public sealed class FaultsAndTwinsTests(ITestOutputHelper output)
{
    [Fact]
    public void Inputs_far_from_zero()
    {
        TrainingSet shifted = Cases.Inputs(Cases.Circles, (_, x) => x - 40);
        Has(Problems.UncentredInput, Cases.Watch(Cases.Net(), Cases.Usual with { Epochs = 10 }, shifted), value => value > 20);

        // Off centre by the distance of a standard deviation, and learned: no fault.
        Healthy(Cases.Watch(Cases.Net("tanh"), train: Cases.Inputs(Cases.Circles, (_, x) => x + 2.5f)));
    }

    [Theory]
    [InlineData(1e-4f, 1f)]
    [InlineData(3000f, 3000f)]
    public void Inputs_of_very_different_or_very_large_size(float first, float second)
    {
        TrainingSet scaled = Cases.Inputs(Cases.Circles, (column, x) => x * (column == 0 ? first : second));
        Has(Problems.UnscaledInput, Cases.Watch(Cases.Net("tanh"), Cases.Usual with { Epochs = 10, Optimizer = "sgd", LearningRate = 0.01 }, scaled), value => value > 10);
        Healthy(Cases.Watch(Cases.Net("tanh"), train: Cases.Inputs(Cases.Circles, (column, x) => x * (column == 0 ? 0.3f : 2f))));
    }

    [Theory]
    [InlineData("sigmoid", "binary_cross_entropy", 0)]
    [InlineData("relu", "binary_cross_entropy", 0)]
    [InlineData("relu", "squared", -1)]
    [InlineData("sigmoid", "squared", 2)]
    public void Output_activations_that_cannot_give_what_the_loss_asks_for(string activation, string loss, float add)
        => Has(Problems.OutputMismatch, Cases.Watch(Cases.Ending(activation), train: Cases.Targets(Cases.Circles, (_, t) => t + add), loss: loss));

    [Theory]
    [InlineData("sigmoid", "squared")]
    [InlineData("linear", "binary_cross_entropy")]
    [InlineData("tanh", "squared")]
    public void Output_activations_that_fit(string activation, string loss)
        => Healthy(Cases.Watch(Cases.Ending(activation), loss: loss));

    [Fact]
    public void One_target_for_all_rows()
    {
        TrainingSet one = Cases.Targets(Cases.Circles, (_, _) => 1);
        HealthReport report = Cases.Watch(Cases.Net(), train: one, loss: "squared");
        Has(Problems.ConstantTarget, report);
        Assert.DoesNotContain(report.Findings, finding => finding.Problem is Problems.ConstantOutput or Problems.NotLearning);
        Healthy(Cases.Watch(Cases.Net("tanh"), loss: "squared"));
    }

    [Fact]
    public void Classes_out_of_balance_are_a_problem_only_where_nothing_else_is_learned()
    {
        TrainingSet rare = Cases.Targets(Cases.Circles, (row, _) => row % 40 == 0 ? 1 : 0);
        Has(Problems.ClassImbalance, Cases.Watch(Cases.Net(), Cases.Usual with { Epochs = 10, LearningRate = 1e-3 }, rare), value => value > 30);
        TrainingSet plain = Cases.Inputs(rare, (_, x) => x);
        float[] x = [.. plain.X.ToArray().Select((value, at) => at / 2 % 40 == 0 ? value + 6 : value)];
        Healthy(Cases.Watch(Cases.Net("tanh"), train: rare with { X = x }));
    }

    [Fact]
    public void A_signal_that_fades_is_named_before_the_units_that_it_kills()
    {
        HealthReport report = Cases.Watch(Cases.Net("relu", 8, 24, "he_uniform(gain=0.3)"), Cases.Usual with { Epochs = 10, Optimizer = "sgd", LearningRate = 0.05 });
        Has(Problems.FadingSignal, report, value => value < -0.2);
        Assert.Equal(Problems.FadingSignal, report.Findings[0].Problem);
        Assert.Contains(report.Findings.Skip(1), finding => finding.Problem == Problems.DeadLayer && finding.Evidence.Contains("died by their biases", StringComparison.Ordinal));
        NoSignalProblem(Cases.Watch(Cases.Net("relu", 8, 24), Cases.Usual));
    }

    [Fact]
    public void A_signal_that_grows()
    {
        Has(Problems.GrowingSignal, Cases.Watch(Cases.Net("relu", 8, 24, "he_uniform(gain=8)"), Cases.Usual with { Epochs = 10, Optimizer = "sgd", LearningRate = 0.01 }));
        NoSignalProblem(Cases.Watch(Cases.Net("relu", 8, 24), Cases.Usual));
    }

    [Fact]
    public void Rows_that_look_the_same_to_the_last_layer()
    {
        Network deep = Cases.Net("relu", 50, 32);
        HealthReport report = Cases.Watch(deep, Cases.Usual with { Epochs = 4, Optimizer = "sgd", LearningRate = 1e-4 });
        Has(Problems.CollapsedCorrelation, report, value => value > 0.95);
        NoSignalProblem(Cases.Watch(Cases.Net("tanh", 3), Cases.Usual));
    }

    [Fact]
    public void Gradients_below_the_optimizers_epsilon()
    {
        Has(Problems.GradientUnderEpsilon, Cases.Watch(Cases.Net("tanh"), Cases.Usual with { Optimizer = "adam(epsilon=0.5)", Epochs = 5 }), value => value > 0.9);
        Healthy(Cases.Watch(Cases.Net("tanh"), Cases.Usual with { Optimizer = "adam(epsilon=1e-7)" }));
    }

    [Fact]
    public void Steps_of_the_biases_that_outgrow_the_signal()
    {
        Has(Problems.BiasStep, Cases.Watch(Cases.Net("relu", 20, 16, "he_uniform(gain=0.5)"), Cases.Usual with { Epochs = 5 }), value => value > 1);
        Healthy(Cases.Watch(Cases.Net("tanh", 4)));
    }

    [Fact]
    public void Updates_too_large_and_too_small()
    {
        Has(Problems.LearningRateTooHigh, Cases.Watch(Cases.Net("tanh"), Cases.Usual with { Epochs = 15, LearningRate = 3 }), value => value > 0.1);
        Has(Problems.LearningRateTooLow, Cases.Watch(Cases.Net("tanh"), Cases.Usual with { Epochs = 15, LearningRate = 1e-6 }), value => value < 1e-4);
        Healthy(Cases.Watch(Cases.Net("tanh"), Cases.Usual with { LearningRate = 1e-2 }));
    }

    [Fact]
    public void A_loss_that_goes_up_and_down()
    {
        TrainingOptions wild = new() { Epochs = 40, BatchSize = 8, Optimizer = "momentum(momentum=0.9)", LearningRate = 1.5 };
        Has(Problems.OscillatingLoss, Cases.Watch(Cases.Net("tanh", 3), wild), value => value >= 0.2);
        Healthy(Cases.Watch(Cases.Net("tanh"), wild with { LearningRate = 0.02 }));
    }

    [Fact]
    public void Units_that_never_part()
    {
        Network same = Cases.Net("tanh");
        same.Dense(0).Weights.Values.Fill(0.3f);
        same.Dense(1).Weights.Values.Fill(0.1f);
        Finding finding = Has(Problems.DuplicateUnits, HealthExam.Examine(same, Cases.Held.X, 300));
        Assert.Equal(Enumerable.Range(1, 15), finding.Units);
        Assert.Empty(HealthExam.Examine(Cases.Net("tanh"), Cases.Held.X, 300).Findings);
    }

    [Fact]
    public void One_answer_to_everything()
    {
        TrainingSet blind = Cases.Inputs(Cases.Circles, (_, _) => 0.7f);
        Has(Problems.ConstantOutput, Cases.Watch(Cases.Net("tanh"), Cases.Usual, blind), value => value == 0);
        Healthy(Cases.Watch(Cases.Net("tanh")));
    }

    [Fact]
    public void Targets_that_have_nothing_to_do_with_the_inputs()
    {
        TrainingSet noise = Cases.Noise(4000);
        Has(Problems.NotLearning, Cases.Watch(Cases.Net("tanh", 1, 4), Cases.Usual with { Epochs = 4, LearningRate = 1e-3 }, noise, "squared"), value => value > 0.99);
        Healthy(Cases.Watch(Cases.Net("tanh", 1, 4, inputs: 5), Cases.Usual, Tasks.NoisyCurve(1000, 3), "squared", Tasks.NoisyCurve(300, 4)));
    }

    private Finding Has(string problem, HealthReport report, Func<double, bool>? value = null)
    {
        output.WriteLine(report.Describe());
        Finding finding = Assert.Single(report.Findings, finding => finding.Problem == problem);
        Assert.True(value is null || value(finding.Value), $"measured {finding.Value}");
        Assert.True(double.IsFinite(finding.Threshold));
        Assert.NotEmpty(finding.ThresholdSource);
        Assert.NotNull(finding.ChainRule);
        return finding;
    }

    private static void Healthy(HealthReport report) => Assert.True(report.Findings.Count == 0, report.Describe());

    private static void NoSignalProblem(HealthReport report)
        => Assert.True(report.Findings.All(finding => finding.Problem == Problems.DeadUnits), report.Describe());
}
