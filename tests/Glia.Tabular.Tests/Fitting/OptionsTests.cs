namespace Glia.Tabular.Tests.Fitting;

public sealed class OptionsTests
{
    public static TheoryData<FitOptions, string> Wrong => new()
    {
        { new() { Activation = "rellu" }, "relu" },
        { new() { Activations = ["relu", "tanh"] }, "2 functions for 1 hidden layer" },
        { new() { Hidden = [0] }, "hidden is 0" },
        { new() { Epochs = 0 }, "epochs is 0" },
        { new() { LearningRate = double.NaN }, "learning_rate" },
        { new() { Dropout = 1 }, "dropout is 1" },
        { new() { Validation = 0.6, Test = 0.6 }, "validation" },
        { new() { Threshold = 1 }, "threshold is 1" },
        { new() { Optimizer = "adamm" }, "adam" },
        { new() { Schedule = "cosin" }, "cosine" },
        { new() { Loss = "square" }, "squared" },
        { new() { Initialization = "hee" }, "he" },
        { new() { BatchNorm = true, LayerNorm = true }, "choose one" },
        { new() { L2 = -1 }, "l2 is -1" },
        { new() { ClassWeights = new Dictionary<string, double> { ["a"] = -1 } }, "class_weights.a" },
        { new() { Threads = -1 }, "threads" },
    };

    [Fact]
    public void The_defaults_are_valid() => new FitOptions().Validate();

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_makes_no_sense_is_refused_by_name(FitOptions options, string piece) => Refused.Saying(options.Validate, piece);

    [Fact]
    public void A_loss_of_another_task_is_refused()
    {
        Table table = Table.Read(Repository.Sample("iris"));
        Refused.Saying(() => Learner.Fit(table, "target", new FitOptions { Loss = "squared" }), "squared", "softmax_cross_entropy");
        Refused.Saying(() => Learner.Fit(table, "petal_width", new FitOptions { Loss = "softmax_cross_entropy" }), "regression");
        Assert.Equal("huber(delta=2)", Learner.Fit(table, "petal_width", new FitOptions { Loss = "huber(delta=2)", Epochs = 2 }).Run!.Loss);
    }

    [Fact]
    public void A_threshold_where_no_two_classes_are_is_refused()
    {
        Table iris = Table.Read(Repository.Sample("iris"));
        var options = new FitOptions { Threshold = 0.4, Epochs = 1 };
        Refused.Saying(() => Learner.Fit(iris, "target", options), "threshold is 0.4", "'target' has 3 classes", "Leave threshold out", "class_weight");
        Refused.Saying(() => new Regressor { Options = options }.Fit(iris, "petal_width"), "threshold is 0.4", "'petal_width' is a number, as told", "Leave threshold out");
        Refused.Saying(() => Learner.FitTargets(iris, ["petal_width", "petal_length"], options), "threshold is 0.4", "regression of 2 targets");
        Refused.Saying(() => Learner.FindLearningRate(iris, "target", options), "threshold is 0.4");
        Refused.Saying(() => Learner.Fit(iris, "target", new FitOptions { Thresholds = new Dictionary<string, double> { ["2"] = 0.4 } }), "threshold is 0.4 for '2'", "3 classes");
        Refused.Saying(() => Learner.FitFile(Repository.Sample("iris"), "target", options with { Memory = 1 << 24 }), "threshold is 0.4");

        // Written out in full, run.yaml has the default of every training.
        Assert.Equal(0.5, Learner.Fit(iris, "target", options with { Threshold = 0.5 }).Threshold);
    }

    [Fact]
    public void A_network_too_large_for_the_machine_is_refused_at_once()
    {
        Table table = Table.Read(Repository.Sample("digits"));
        Refused.Saying(() => Learner.Fit(table, "target", new FitOptions { Hidden = [1_000_000, 1000] }), "parameters", "fewer hidden units");
    }
}
