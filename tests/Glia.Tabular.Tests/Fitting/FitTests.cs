using Glia.Networks;

namespace Glia.Tabular.Tests.Fitting;

public sealed class FitTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Penguins_are_told_apart_in_one_line()
    {
        ClassificationModel model = new Classifier { Hidden = [32], Epochs = 60 }.Fit(Penguins, "species");
        RunRecord run = model.Run!;
        Assert.True(run.Evaluation["test"].Metrics["accuracy"] >= 0.95);
        Assert.Equal(TaskKind.Multiclass, model.Task);
        Assert.Equal((344, 0, 344), (run.Rows.Read, run.Rows.WithoutTarget, run.Rows.Train + run.Rows.Validation + run.Rows.Test));
        Assert.Equal(52, run.Evaluation["test"].Confusion.Sum(r => r.Sum()));
        Assert.Equal(["accuracy", "balanced_accuracy", "macro_f1", "roc_auc", "log_loss"], run.Evaluation["test"].Metrics.Keys);
        Assert.Equal("softmax", run.OutputActivation);
        Assert.Equal(run.WeightsSha256, model.Network.WeightsSha256());
    }

    [Fact]
    public void Two_classes_get_one_sigmoid_unit_and_a_threshold()
    {
        var options = new FitOptions { Hidden = [16], Epochs = 30, Threshold = 0.9 };
        var model = (ClassificationModel)Learner.Fit(Penguins, "sex", options);
        Assert.Equal((TaskKind.Binary, 1, 0.9), (model.Task, model.Network.Outputs, model.Threshold));
        Assert.Equal(["female", "male"], model.Classes);
        Assert.Equal(11, model.Run!.Rows.WithoutTarget);
        Prediction prediction = model.Predict(Penguins);
        for (int row = 0; row < prediction.Rows; row++)
        {
            Assert.Equal(prediction.Probabilities[(2 * row) + 1] >= 0.9 ? "male" : "female", prediction.Labels[row]);
            Assert.Equal(1f, prediction.Probabilities[2 * row] + prediction.Probabilities[(2 * row) + 1], 1e-6f);
        }
    }

    [Fact]
    public void A_regression_speaks_in_the_unit_of_its_target()
    {
        RegressionModel model = new Regressor { Hidden = [16], Epochs = 100 }.Fit(Penguins, "body_mass_g");
        Evaluation test = model.Run!.Evaluation["test"];
        Assert.InRange(test.Metrics["rmse"], 150, 500);
        Assert.True(test.Metrics["r2"] > 0.75);
        Assert.InRange(model.Predict(Penguins).Values.Average(), 4000, 4400);
        Assert.Equal(test.Rows, model.Run.Residuals!.Actual.Count);
        Assert.InRange(model.TargetScale, 700, 900);
    }

    [Fact]
    public void Whole_numbers_are_classes_for_a_classifier_and_values_for_a_regressor()
    {
        Table digits = Table.Read(Repository.Sample("digits")).Select([.. Enumerable.Range(0, 300)]);
        Assert.Equal(10, new Classifier { Hidden = [8], Epochs = 2 }.Fit(digits, "target").Classes.Count);
        Assert.Equal(TaskKind.Regression, new Regressor { Hidden = [8], Epochs = 2 }.Fit(digits, "target").Task);
        Refused.Saying(() => new Regressor { Options = new() { Task = TaskChoice.Binary } }.Fit(digits, "target"), "Classifier");
        Refused.Saying(() => new Classifier { Options = new() { Task = TaskChoice.Regression } }.Fit(digits, "target"), "Regressor");
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_with_any_number_of_threads_and_watched_or_not()
    {
        string Hash(int threads, ulong seed, params IStepObserver[] observers) => Learner.Fit(
            Penguins, "species", new FitOptions { Hidden = [16], Epochs = 5, Threads = threads, Seed = seed }, new FitRun { Observers = observers }).Run!.WeightsSha256;
        Assert.Equal(Hash(1, 1), Hash(2, 1));
        Assert.Equal(Hash(1, 1), Hash(1, 1, new Watching()));
        Assert.NotEqual(Hash(1, 1), Hash(1, 2));
    }

    [Fact]
    public void Cancelling_returns_a_model_that_says_so()
    {
        using var stop = new CancellationTokenSource();
        TabularModel model = Learner.Fit(
            Penguins, "species", new FitOptions { Epochs = 1000, Patience = 0 }, new FitRun { Observers = [new Watching { After = 3, Act = stop.Cancel }] }, stop.Token);
        Assert.Equal("cancelled", model.Run!.StopReason);
        Assert.Equal(3, model.Run.History.Count);
        Assert.Equal(344, model.Predict(Penguins).Rows);
    }

    [Fact]
    public void Everything_can_be_trained_on_when_no_rows_are_held_back()
    {
        TabularModel model = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [8], Epochs = 3, Validation = 0, Test = 0 });
        Assert.Equal(["train"], model.Run!.Evaluation.Keys);
        Assert.All(model.Run.History, e => Assert.Null(e.ValidationLoss));
    }

    [Fact]
    public void A_different_activation_in_every_layer_with_norms_and_dropout()
    {
        TabularModel model = Learner.Fit(Penguins, "species", new FitOptions
        {
            Hidden = [12, 10, 8],
            Activations = ["leaky_relu(slope=0.2)", "swish", "tanh"],
            BatchNorm = true,
            Dropout = 0.1,
            Epochs = 5,
        });
        Assert.Equal(
            ["dense", "batch_norm", "activation", "dropout", "dense", "batch_norm", "activation", "dropout", "dense", "batch_norm", "activation", "dropout", "dense"],
            model.Run!.Layers.Select(l => l.Kind));
    }

    [Fact]
    public void Class_weights_move_predictions_towards_the_rare_class()
    {
        Table table = _scratch.Table("x,y\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{(i * 7919 % 1000) + (i % 10 == 0 ? 300 : 0)},{(i % 10 == 0 ? "rare" : "common")}\n")));
        int Rare(FitOptions options) => Learner.Fit(table, "y", options with { Hidden = [4], Epochs = 30 }).Predict(table).Labels.Count(l => l == "rare");
        int plain = Rare(new FitOptions());
        int balanced = Rare(new FitOptions { ClassWeight = ClassWeighting.Balanced });
        int heavy = Rare(new FitOptions { ClassWeights = new Dictionary<string, double> { ["rare"] = 100 } });
        Assert.True(plain < 60 && plain + 50 < balanced && balanced + 50 < heavy, $"{plain}, {balanced}, {heavy}");
        Refused.Saying(() => Rare(new FitOptions { ClassWeights = new Dictionary<string, double> { ["rar"] = 30 } }), "'rar'", "Did you mean 'rare'?");
    }

    [Fact]
    public void Row_weights_reach_loss_and_metrics()
    {
        string Rows(int weightOfB) => "x,w,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i * 7919 % 1000},{(i % 3 == 0 ? weightOfB : 1)},{(i % 3 == 0 ? "b" : "a")}\n"));
        var options = new FitOptions { Hidden = [4], Epochs = 30, SampleWeight = "w" };
        TabularModel ignored = Learner.Fit(_scratch.Table(Rows(0)), "y", options);
        Assert.Equal(1, ignored.Evaluate(_scratch.Table(Rows(0))).Metrics["accuracy"]);
        Assert.DoesNotContain("b", ignored.Predict(_scratch.Table(Rows(0))).Labels);
        Assert.DoesNotContain(ignored.Preprocessor.Features, f => f.Name == "w");
        TabularModel heavy = Learner.Fit(_scratch.Table(Rows(50)), "y", options);
        Assert.DoesNotContain("a", heavy.Predict(_scratch.Table(Rows(50))).Labels);
        Refused.Saying(() => Learner.Fit(_scratch.Table("x,w,y\n1,1,a\n2,-1,b\n3,1,a\n4,1,b\n"), "y", options), "line 3", "'w'", "-1");
        Refused.Saying(() => Learner.Fit(_scratch.Table("x,w,y\n1,1,a\n2,,b\n3,1,a\n4,1,b\n"), "y", options), "line 3", "missing");
        Refused.Saying(() => Learner.Fit(_scratch.Table("x,w,y\n1,0,a\n2,0,b\n3,0,a\n4,0,b\n"), "y", options with { Columns = new Dictionary<string, ColumnKind>() }), "weight 0");
    }

    [Fact]
    public void An_unknown_category_adds_nothing_to_a_prediction()
    {
        var model = (ClassificationModel)Learner.Fit(Penguins, "species", new FitOptions { Hidden = [8], Epochs = 5 });
        int unknown = model.Preprocessor.OutputNames.ToList().IndexOf("island=(unknown)");
        var first = (Networks.Layers.DenseLayer)model.Network.Layers[0];
        Assert.All(first.Weights.Values.Slice(unknown * first.Outputs, first.Outputs).ToArray(), w => Assert.Equal(0f, w));
    }

    [Fact]
    public void A_training_that_explodes_ends_with_a_model_that_says_so()
    {
        TabularModel model = Learner.Fit(Penguins, "body_mass_g", new FitOptions { Hidden = [8], Optimizer = "sgd", LearningRate = 1e30, Epochs = 5 });
        Assert.Equal("non_finite", model.Run!.StopReason);
        Assert.All(model.Predict(Penguins).Values, v => Assert.True(double.IsFinite(v)));
        Assert.Contains("non_finite", model.Run.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_is_told_before_the_first_step()
    {
        FitPlan? plan = null;
        TabularModel model = Learner.Fit(Penguins, "sex", new FitOptions { Hidden = [8], Epochs = 2 }, new FitRun { Planned = p => plan = p, Watch = false });
        Assert.Equal(("binary_cross_entropy", "sigmoid", 2), (plan!.Loss, plan.OutputActivation, plan.Training.Epochs));
        Assert.Same(model.Network, plan.Network);
        Assert.Null(model.Health);
    }

    [Fact]
    public void Every_unit_is_reported_on_and_a_healthy_fit_has_no_finding()
    {
        TabularModel model = new Classifier { Hidden = [32] }.Fit(Penguins, "species");
        Assert.Equal(32, model.Health!.Layers[0].Units);
        Assert.Empty(model.Health.Findings);
    }

    [Fact]
    public void A_column_that_does_not_vary_in_training_rows_is_said()
    {
        Table table = _scratch.Table("k,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i == 39 ? 2 : 1)},{i},{(i % 2 == 0 ? "a" : "b")}\n")));
        string[] notes = [.. Enumerable.Range(1, 40).Select(s => Learner.Fit(table, "y", new FitOptions { Hidden = [2], Epochs = 1, Seed = (ulong)s }))
            .SelectMany(m => m.Run!.Schema.Notes).Distinct()];
        Assert.Contains("'k' does not vary in the training rows: not used", notes);
        Assert.Contains(notes, n => n.StartsWith("'x' counts the rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Tiny_tables_are_fitted()
    {
        TabularModel model = Learner.Fit(_scratch.Table("x,y\n1,a\n2,b\n"), "y", new FitOptions { Hidden = [4], Epochs = 3 });
        Assert.Equal((2, 0, 0), (model.Run!.Rows.Train, model.Run.Rows.Validation, model.Run.Rows.Test));
        Assert.Equal(3, Learner.Fit(_scratch.Table("x,y\n1,1.5\n2,2.5\n3,1\n"), "y", new FitOptions { Hidden = [4], Epochs = 3 }).Run!.Rows.Read);
    }

    private static Table Penguins { get; } = Table.Read(Repository.Sample("penguins"));

    private sealed class Watching : IStepObserver
    {
        public int After { get; init; } = int.MaxValue;

        public Action Act { get; init; } = () => { };

        public void EpochEnded(EpochRecord epoch, Network network)
        {
            if (epoch.Epoch == After)
            {
                Act();
            }
        }
    }
}
