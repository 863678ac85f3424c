using Glia.Health.Treatments;

namespace Glia.Tabular.Tests.Fitting;

public sealed class SeveralTargetsTests : IDisposable
{
    private static readonly string[] Numbers = ["bill_length_mm", "body_mass_g", "flipper_length_mm"];
    private static readonly string[] Labels = ["sex", "heavy", "on_biscoe"];
    private static readonly FitOptions Small = new() { Hidden = [16], Epochs = 40 };
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static Table Penguins { get; } = Table.Read(Repository.Sample("penguins"));

    /// <summary>Penguins with three labels: texts with gaps, 0 and 1, truth values.</summary>
    private static Table Labelled { get; } = Penguins.With([
        .. Penguins.Columns.Where(column => column.Name is not ("island" or "body_mass_g")),
        Column.Numbers("heavy", Array.ConvertAll(Values("body_mass_g"), mass => double.IsNaN(mass) ? double.NaN : mass > 4200 ? 1 : 0)),
        Column.Texts("on_biscoe", [.. Enumerable.Range(0, Penguins.Rows).Select(row => Penguins["island"].TextAt(row) == "Biscoe" ? "true" : "false")])]);

    private static double[] Values(string column) => ((NumberColumn)Penguins[column]).Values.ToArray();

    [Fact]
    public void Several_numbers_are_predicted_each_in_its_own_unit()
    {
        RegressionModel model = new Regressor { Options = Small }.FitTargets(Penguins, Numbers);
        RunRecord run = model.Run!;
        Assert.Equal((TaskKind.Multitarget, 3, "linear", "squared", "r2"), (model.Task, model.Network.Outputs, run.OutputActivation, run.Loss, run.Metric));
        Assert.Equal(Numbers, model.Targets.Select(target => target.Name));
        Assert.Equal("bill_length_mm, body_mass_g, flipper_length_mm", model.Target);
        Assert.DoesNotContain(model.Preprocessor.Features, feature => Numbers.Contains(feature.Name));
        Assert.Equal(2, run.Rows.WithoutTarget);
        Assert.Contains(run.Schema.Notes, note => note.Contains("2 rows without a value for 'bill_length_mm', 'body_mass_g' or 'flipper_length_mm' left out", StringComparison.Ordinal));

        Evaluation test = run.Evaluation["test"];
        Assert.Equal(["rmse", "mae", "r2"], test.Metrics.Keys);
        Assert.Equal(Numbers, test.Targets!.Keys);
        Assert.All(test.Targets.Values, target => Assert.True(target.Metrics["r2"] > 0.6));
        Assert.Equal(test.Targets.Values.Average(target => target.Metrics["r2"]), test.Metrics["r2"], 1e-12);
        Assert.InRange(test.Targets["body_mass_g"].Metrics["rmse"], 150, 500);
        Assert.InRange(test.Targets["bill_length_mm"].Metrics["rmse"], 1, 5);
        Assert.Equal(run.History[run.BestEpoch - 1].ValidationMetric!.Value, run.Evaluation["validation"].Metrics["r2"], 1e-5);

        Prediction all = model.Predict(Penguins);
        for (int t = 0; t < Numbers.Length; t++)
        {
            Assert.InRange(all.Values.Where((_, i) => i % 3 == t).Average() / Values(Numbers[t]).Where(double.IsFinite).Average(), 0.97, 1.03);
            Assert.Equal(test.Rows, run.ResidualsByTarget![Numbers[t]].Predicted.Count);
        }

        Assert.Null(run.Residuals);
    }

    [Fact]
    public void Every_target_has_the_unit_of_its_training_rows()
    {
        FitPlan? plan = null;
        TabularModel model = Learner.FitTargets(Penguins, Numbers, Small with { Epochs = 1 }, new FitRun { Planned = planned => plan = planned });
        int[] known = [.. Enumerable.Range(0, Penguins.Rows).Where(row => !double.IsNaN(Values("body_mass_g")[row]))];
        foreach ((string target, OutputScale unit) in Numbers.Zip(model.Scale.Targets!))
        {
            double[] values = [.. plan!.Split!.Train.Select(row => Values(target)[known[row]])];
            Assert.Equal(values.Average(), unit.TargetMean, 1e-9);
            Assert.Equal(Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), unit.TargetScale, 1e-9);
        }
    }

    [Fact]
    public void Several_labels_get_a_sigmoid_and_a_threshold_each()
    {
        FitOptions options = Small with { Threshold = 0.4, Thresholds = new Dictionary<string, double> { ["heavy"] = 0.8 } };
        MultilabelModel model = new Classifier { Options = options }.FitTargets(Labelled, Labels);
        RunRecord run = model.Run!;
        Assert.Equal((TaskKind.Multilabel, 3, "sigmoid", "binary_cross_entropy", "exact_match"), (model.Task, model.Network.Outputs, run.OutputActivation, run.Loss, run.Metric));
        Assert.Equal([0.4, 0.8, 0.4], model.Thresholds);
        Assert.Equal(["female", "male", "0", "1", "false", "true"], model.Targets.SelectMany(target => target.Classes));
        Assert.Equal((11, 0), (run.Rows.WithoutTarget, model.Classes.Count));

        Evaluation test = run.Evaluation["test"];
        Assert.Equal(["exact_match", "hamming_loss", "micro_f1", "macro_f1", "roc_auc", "log_loss"], test.Metrics.Keys);
        Assert.All(test.Targets!.Values, label => Assert.Equal(["accuracy", "balanced_accuracy", "f1", "roc_auc", "log_loss"], label.Metrics.Keys));
        Assert.Equal(1 - test.Targets.Values.Average(label => label.Metrics["accuracy"]), test.Metrics["hamming_loss"], 1e-12);
        Assert.Equal(test.Targets.Values.Average(label => label.Metrics["f1"]), test.Metrics["macro_f1"], 1e-12);
        Assert.Equal(test.Targets.Values.Average(label => label.Metrics["log_loss"]), test.Metrics["log_loss"], 1e-12);
        Assert.InRange(test.Metrics["exact_match"], 0.4, 0.99);
        Assert.InRange(test.Targets["heavy"].Metrics["roc_auc"], 0.9, 1);
        Assert.All(test.Targets.Values, label => Assert.Equal(test.Rows, label.Confusion.Sum(row => row.Sum())));
        Assert.Equal(run.History[run.BestEpoch - 1].ValidationMetric!.Value, run.Evaluation["validation"].Metrics["exact_match"], 1e-12);

        Prediction all = model.Predict(Labelled);
        for (int i = 0; i < all.Labels.Count; i++)
        {
            Assert.Equal(model.Targets[i % 3].Classes[all.Probabilities[i] >= model.Thresholds[i % 3] ? 1 : 0], all.Labels[i]);
        }

        Assert.Equal(all.Probabilities, model.PredictProbabilities(Labelled));
    }

    [Fact]
    public void One_label_has_the_bits_of_two_classes()
    {
        float[] logits = [-30, -3, 0, 1e-6f, 12, float.MaxValue];
        Assert.Equal(ClassificationModel.Probabilities(logits, 2, TaskKind.Binary).Where((_, i) => i % 2 == 1), MultilabelModel.Probabilities(logits));
    }

    [Fact]
    public void A_single_name_in_the_list_is_a_fit_as_any_other()
    {
        TabularModel one = Learner.FitTargets(Penguins, ["species"], Small with { Epochs = 2 }), other = Learner.Fit(Penguins, "species", Small with { Epochs = 2 });
        Assert.Equal(other.Network.WeightsSha256(), one.Network.WeightsSha256());
        Assert.Equal(TaskKind.Multiclass, one.Task);
    }

    [Fact]
    public void Commas_name_several_columns_unless_a_column_has_that_name()
    {
        TabularModel several = Learner.FitTargets(Penguins, ["bill_length_mm, body_mass_g"], Small with { Epochs = 1 });
        Assert.Equal(["bill_length_mm", "body_mass_g"], several.Targets.Select(target => target.Name));
        Table table = Penguins.With([.. Penguins.Columns, Column.Numbers("bill_length_mm,body_mass_g", Values("bill_depth_mm"))]);
        Assert.Equal(TaskKind.Regression, Learner.FitTargets(table, ["bill_length_mm,body_mass_g"], Small with { Epochs = 1 }).Task);
        Refused.Saying(() => Learner.FitTargets(Penguins, ["bill_length_mm,body_mas_g"], Small), "there is no target column 'body_mas_g'", "body_mass_g");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_file_keeps_every_bit_and_has_a_version_of_its_own(bool areLabels)
    {
        Table table = areLabels ? Labelled : Penguins;
        TabularModel model = Learner.FitTargets(table, areLabels ? Labels : Numbers, Small with { Epochs = 3, Thresholds = areLabels ? new Dictionary<string, double> { ["sex"] = 0.3 } : null });
        string path = Path.Combine(_scratch.Folder, "model.glia");
        model.SaveCheckpoint(path);
        Assert.Equal(3, File.ReadAllBytes(path)[8]);
        TabularModel back = TabularModel.LoadCheckpoint(path);
        Assert.Equal(model.GetType(), back.GetType());
        Prediction before = model.Predict(table), after = back.Predict(table);
        Assert.Equal(before.Values, after.Values);
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal(before.Probabilities, after.Probabilities);
        Assert.Equal(model.Run!.ToJson(), back.Run!.ToJson());
        Assert.Equal(model.Evaluate(table).Metrics, back.Evaluate(table).Metrics);
    }

    [Fact]
    public void Parts_that_contradict_each_other_are_refused()
    {
        TabularModel model = Learner.FitTargets(Penguins, Numbers, Small with { Epochs = 1 });
        Refused.Saying(() => TabularModel.Create(model.Schema, model.Preprocessor, model.Network, new OutputScale()), "do not fit together");
        Refused.Saying(() => TabularModel.Create(model.Schema with { SeveralTargets = null }, model.Preprocessor, model.Network, model.Scale), "do not fit together");
        Refused.Saying(() => TabularModel.Create(model.Schema, model.Preprocessor, model.Network, model.Scale with { Targets = [.. model.Scale.Targets!.Take(2)] }), "do not fit together");
        Refused.Saying(() => TabularModel.Create(model.Schema with { Task = TaskKind.Multilabel }, model.Preprocessor, model.Network, model.Scale), "do not fit together");
    }

    [Fact]
    public void Columns_and_rows_of_predictions_bear_the_names_of_targets()
    {
        TabularModel numbers = Learner.FitTargets(Penguins, ["bill_length_mm", "body_mass_g"], Small with { Epochs = 1 });
        Prediction said = numbers.Predict(Penguins);
        Table with = Penguins.With(said);
        Assert.Equal(["prediction_bill_length_mm", "prediction_body_mass_g"], with.Columns.TakeLast(2).Select(column => column.Name));
        Assert.Equal(said.Values[7], ((NumberColumn)with["prediction_body_mass_g"]).Values.Span[3]);
        RowPrediction row = numbers.Predict(Row(Penguins, 3));
        Assert.Equal((said.Values[6], said.Values[7]), (row.Targets["bill_length_mm"].Value, row.Targets["body_mass_g"].Value));
        Assert.Null(row.Value);

        TabularModel labels = Learner.FitTargets(Labelled, ["sex", "heavy"], Small with { Epochs = 1 });
        Prediction chosen = labels.Predict(Labelled);
        Assert.Equal(["label_sex", "probability_sex", "label_heavy", "probability_heavy"], chosen.ToColumns().Select(column => column.Name));
        RowPrediction second = labels.Predict(Row(Labelled, 2));
        Assert.Equal(chosen.Labels[4], second.Targets["sex"].Label);
        Assert.Equal(chosen.Probabilities[4], second.Targets["sex"].Probabilities[1].Value);

        static Dictionary<string, object?> Row(Table table, int row) => table.Columns.ToDictionary(
            column => column.Name, column => column is NumberColumn n ? double.IsNaN(n.Values.Span[row]) ? null : n.Values.Span[row] : (object?)column.TextAt(row), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("poisson", "poisson_deviance")]
    [InlineData("quantile:0.9", "pinball_loss")]
    [InlineData("huber(delta=1)", "r2")]
    [InlineData("absolute", "r2")]
    public void Every_loss_of_numbers_does(string loss, string metric)
    {
        TabularModel model = Learner.FitTargets(Penguins, Numbers, Small with { Loss = loss, Epochs = 60, LearningRate = 0.01 });
        Evaluation train = model.Run!.Evaluation["train"];
        Assert.Contains(metric, train.Metrics.Keys);
        if (metric == "pinball_loss")
        {
            double[] values = [.. model.Predict(Penguins).Values];
            Assert.All(Enumerable.Range(0, 3), t => Assert.InRange(
                Enumerable.Range(0, Penguins.Rows).Count(row => Values(Numbers[t])[row] <= values[(row * 3) + t]) / (double)Penguins.Rows, 0.75, 0.98));
        }
        else
        {
            Assert.All(train.Targets!.Values, target => Assert.True(target.Metrics["r2"] > 0.5));
        }
    }

    [Fact]
    public void A_warm_start_goes_on_with_the_same_targets_in_the_same_order()
    {
        TabularModel first = Learner.FitTargets(Penguins, Numbers, Small);
        var run = new FitRun { StartFrom = first };
        TabularModel second = Learner.FitTargets(Penguins, Numbers, Small with { Epochs = 1 }, run);
        Assert.True(second.Run!.History[0].TrainLoss < 1.2 * first.Run!.History[first.Run.BestEpoch - 1].TrainLoss);
        Assert.Equal(first.Scale.Targets, second.Scale.Targets);
        Refused.Saying(() => Learner.FitTargets(Penguins, [.. Numbers.Reverse()], Small, run), "predicts bill_length_mm, body_mass_g, flipper_length_mm, in this order");
        Refused.Saying(() => Learner.Fit(Penguins, "bill_depth_mm", Small, run), "asks for regression", "regression of several targets");
        TabularModel labels = Learner.FitTargets(Labelled, Labels, Small with { Epochs = 1 });
        Assert.Equal(labels.Targets.SelectMany(t => t.Classes), Learner.FitTargets(Labelled, Labels, Small with { Epochs = 1 }, new FitRun { StartFrom = labels }).Targets.SelectMany(t => t.Classes));
    }

    [Fact]
    public void Weights_of_rows_count_in_loss_and_metrics()
    {
        Table weighted = Labelled.With([.. Labelled.Columns, Column.Numbers("weight", Enumerable.Range(0, Labelled.Rows).Select(row => row % 3 == 0 ? 0.0 : 1 + (row % 2)).ToArray())]);
        FitOptions options = Small with { Epochs = 3, SampleWeight = "weight" };
        TabularModel model = Learner.FitTargets(weighted, Labels, options), plain = Learner.FitTargets(weighted.Without("weight"), Labels, options with { SampleWeight = null });
        Assert.NotEqual(plain.Network.WeightsSha256(), model.Network.WeightsSha256());
        double[] weights = ((NumberColumn)weighted["weight"]).Values.ToArray();
        int[] heavy = [.. Enumerable.Range(0, weighted.Rows).Where(row => weights[row] > 0)], light = [.. Enumerable.Range(0, weighted.Rows).Where(row => weights[row] == 2)];
        Table twice = weighted.Select([.. heavy, .. light]).Without("weight");
        Assert.Equal(model.Evaluate(twice).Metrics["hamming_loss"], model.Evaluate(weighted).Metrics["hamming_loss"], 1e-12);
        Assert.Equal(model.Evaluate(twice).Metrics["micro_f1"], model.Evaluate(weighted).Metrics["micro_f1"], 1e-12);
    }

    [Fact]
    public void The_second_class_of_a_label_weighs_what_it_is_told_or_what_balances_it()
    {
        FitPlan? plan = null;
        var run = new FitRun { Planned = planned => plan = planned };
        FitOptions quick = Small with { Epochs = 10 };
        TabularModel plain = Learner.FitTargets(Labelled, Labels, quick), told = Learner.FitTargets(Labelled, Labels, quick with { ClassWeights = new Dictionary<string, double> { ["heavy"] = 20 } });
        Assert.Equal("binary_cross_entropy(positive_1=1, positive_2=20, positive_3=1)", told.Run!.Loss);
        static double Said(TabularModel model, int label) => model.Predict(Labelled).Probabilities.Where((_, i) => i % 3 == label).Average();
        Assert.True(Said(told, 1) > Said(plain, 1) + 0.1);

        TabularModel balanced = Learner.FitTargets(Labelled, Labels, quick with { ClassWeight = ClassWeighting.Balanced }, run);
        int[] known = [.. Enumerable.Range(0, Labelled.Rows).Where(row => Labelled["sex"].TextAt(row) is not null)];
        int[] train = [.. plan!.Split!.Train.Select(row => known[row])];
        double second = train.Count(row => Labelled["on_biscoe"].TextAt(row) == "true");
        Assert.Equal((train.Length - second) / second, Networks.Loss.Parse(balanced.Run!.Loss).PositiveWeights[2], 1e-15);

        // What was weighed in training is weighed by treatments, too.
        TabularModel sick = Learner.FitTargets(Labelled, Labels, quick with { ClassWeight = ClassWeighting.Balanced, LearningRate = 0.5 });
        Assert.NotEmpty(sick.Health!.Findings);
        Assert.NotNull(ModelHealer.Heal(sick, Labelled, new HealOptions { Seconds = 1 }).Result);
    }

    /// <summary>A penalty so heavy that probabilities stay far too timid.</summary>
    [Fact]
    public void Each_label_is_calibrated_by_a_temperature_of_its_own_and_none_changes()
    {
        FitOptions timid = Small with { Epochs = 10, L2 = 0.3, Thresholds = new Dictionary<string, double> { ["heavy"] = 0.4 } };
        TabularModel before = Learner.FitTargets(Labelled, Labels, timid), after = Learner.FitTargets(Labelled, Labels, timid with { Calibrate = true });
        Assert.Equal(before.Network.WeightsSha256(), after.Network.WeightsSha256());
        Assert.Equal(before.Predict(Labelled).Labels, after.Predict(Labelled).Labels);
        IReadOnlyDictionary<string, CalibrationRecord> records = after.Run!.CalibrationByTarget!;
        Assert.Equal(Labels, records.Keys);
        Assert.Null(after.Run.Calibration);
        Assert.Contains(records.Values, record => record.Note is null);
        for (int t = 0; t < Labels.Length; t++)
        {
            CalibrationRecord record = records[Labels[t]];
            Assert.Equal(record.Note is null ? record.Temperature : null, after.Scale.Targets![t].Temperature);
            Assert.Equal(before.Run!.Evaluation["validation"].Targets![Labels[t]].Metrics["log_loss"], record.Parts["validation"].LogLossBefore, 1e-6);
            Assert.Equal(after.Run.Evaluation["validation"].Targets![Labels[t]].Metrics["log_loss"], record.Parts["validation"].LogLossAfter, 1e-6);
            Assert.Equal(after.Run.Evaluation["test"].Targets![Labels[t]].Metrics["calibration_error"], record.Parts["test"].ErrorAfter, 1e-6);
        }

        Assert.True(after.Run.Evaluation["test"].Metrics["log_loss"] < before.Run!.Evaluation["test"].Metrics["log_loss"]);
        Assert.Equal(after.Evaluate(Labelled).Targets!.Values.Average(label => label.Metrics["calibration_error"]), after.Evaluate(Labelled).Metrics["calibration_error"], 1e-12);
        string path = Path.Combine(_scratch.Folder, "model.glia");
        after.SaveCheckpoint(path);
        Assert.Equal(after.Predict(Labelled).Probabilities, TabularModel.LoadCheckpoint(path).Predict(Labelled).Probabilities);
        Refused.Saying(() => TabularModel.Create(after.Schema, after.Preprocessor, after.Network, after.Scale with { Temperature = 2 }), "do not fit together");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_ensemble_averages_values_or_probabilities_of_every_target(bool areLabels)
    {
        Table table = areLabels ? Labelled : Penguins;
        string[] targets = areLabels ? Labels : Numbers;
        FitOptions options = Small with { Epochs = 5, Ensemble = 3, Calibrate = areLabels, L2 = areLabels ? 0.3 : 0 };
        TabularModel model = Learner.FitTargets(table, targets, options);
        Assert.Equal((3, 3), (model.Members.Count, model.Run!.Members!.Count));
        Prediction said = model.Predict(table);
        Prediction[] each = [.. model.Members.Select(member => TabularModel.Create(model.Schema, model.Preprocessor, member, model.Scale).Predict(table))];
        double[][] values = [.. each.Select(one => areLabels ? one.Probabilities.Select(p => (double)p).ToArray() : [.. one.Values])];
        for (int i = 0; i < said.Spread.Count; i++)
        {
            double mean = values.Average(own => own[i]);
            Assert.Equal(mean, areLabels ? said.Probabilities[i] : said.Values[i], 1e-6 * Math.Abs(mean));
            Assert.Equal(Math.Sqrt(values.Sum(own => Math.Pow(own[i] - mean, 2)) / 2), said.Spread[i], 1e-9 * Math.Abs(mean));
        }

        Assert.Equal(table.Rows * 3, said.Spread.Count);
        Assert.Equal(areLabels, model.Run.CalibrationByTarget is not null);
        Assert.Equal(!areLabels, model.Run.ResidualsByTarget is not null);
        string path = Path.Combine(_scratch.Folder, "model.glia");
        model.SaveCheckpoint(path);
        Assert.Equal(said.Labels, TabularModel.LoadCheckpoint(path).Predict(table).Labels);
        Assert.Equal(said.Spread, TabularModel.LoadCheckpoint(path).Predict(table).Spread);
    }

    [Fact]
    public void Every_part_has_its_share_of_every_label_and_of_high_values()
    {
        FitPlan? plan = null;
        var run = new FitRun { Planned = planned => plan = planned };
        Learner.FitTargets(Labelled, Labels, Small with { Epochs = 1 }, run);
        int[] known = [.. Enumerable.Range(0, Labelled.Rows).Where(row => Labelled["sex"].TextAt(row) is not null)];
        double Share(IReadOnlyList<int> rows, string label, string value) => rows.Count(row => Labelled[label].TextAt(known[row]) == value) / (double)rows.Count;
        foreach ((string label, string value) in new[] { ("sex", "male"), ("heavy", "1"), ("on_biscoe", "true") })
        {
            Assert.Equal(Share(plan!.Split!.Train, label, value), Share(plan.Split.Test, label, value), 0.05);
            Assert.Equal(Share(plan.Split.Train, label, value), Share(plan.Split.Validation, label, value), 0.05);
        }

        Assert.InRange(plan!.Split!.Test.Count, 48, 52);

        // Sixty columns at random: no combination comes twice, and still every part gets its rows.
        var random = new Random(3);
        Column[] many = [.. Enumerable.Range(0, 60).Select(i => Column.Numbers($"label{i}", Enumerable.Range(0, Labelled.Rows).Select(_ => (double)random.Next(2)).ToArray()))];
        Learner.FitTargets(Penguins.With([.. Penguins.Columns, .. many]), [.. many.Select(column => column.Name)], Small with { Epochs = 1 }, run);
        Assert.InRange(plan.Split!.Test.Count, 51, 52);
        Assert.Equal("label0, label1, label2 and 57 more", plan.Schema.Target);
    }

    [Fact]
    public void Importance_and_healing_work_on_all_of_them()
    {
        MultilabelModel model = new Classifier { Options = Small }.FitTargets(Labelled, Labels);
        ImportanceResult importance = model.Importance(Labelled, new ImportanceOptions { Repeats = 2 });
        Assert.Equal("exact_match", importance.Metric);
        Assert.Equal(model.Evaluate(Labelled).Metrics["exact_match"], importance.Baseline, 1e-12);
        Assert.Equal(model.Evaluate(Labelled).Metrics["roc_auc"], model.Importance(Labelled, new ImportanceOptions { Metric = "roc_auc", Repeats = 1 }).Baseline, 1e-12);
        Assert.True(model.Importance(Labelled, new ImportanceOptions { Metric = "hamming_loss", Repeats = 2 }).Features[0].Mean > 0);

        TabularModel sick = Learner.FitTargets(Penguins, Numbers, Small with { LearningRate = 0.5, Epochs = 15 });
        Assert.NotEmpty(sick.Health!.Findings);
        (TabularModel healed, HealResult? result) = ModelHealer.Heal(sick, Penguins, new HealOptions { Seconds = 3 });
        Assert.NotNull(result);
        Assert.Equal(Numbers, healed.Targets.Select(target => target.Name));
        Assert.NotNull(healed.Run!.ResidualsByTarget);
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        Refused.Saying(() => Learner.FitTargets(Labelled, ["sex", "bill_length_mm"], Small), "all numbers or all of two classes", "'sex' has 2 classes", "'bill_length_mm' holds numbers");
        Refused.Saying(() => Learner.FitTargets(Labelled, ["heavy", "bill_length_mm"], Small), "say that all are numbers (task regression)");
        Assert.Equal(TaskKind.Multitarget, Learner.FitTargets(Labelled, ["heavy", "bill_length_mm"], Small with { Epochs = 1, Task = TaskChoice.Regression }).Task);
        Refused.Saying(() => Learner.FitTargets(Labelled, ["sex", "species"], Small), "'species' has 3 classes");
        Refused.Saying(() => Learner.FitTargets(Labelled, ["sex", "sex"], Small), "'sex' is named twice");
        Refused.Saying(() => Learner.FitTargets(Labelled, [], Small), "A target is wanted");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { Task = TaskChoice.Multiclass }), "multiclass has one target");
        Refused.Saying(() => Learner.FitTargets(Penguins, Numbers, Small with { Calibrate = true }), "calibrate", "'bill_length_mm', 'body_mass_g' and 'flipper_length_mm' are numbers");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { ClassWeights = new Dictionary<string, double> { ["yes"] = 2 } }), "'yes', which is none of the labels", "LABEL=WEIGHT");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { ClassWeights = new Dictionary<string, double> { ["sex"] = 0 } }), "class_weights.sex is 0", "positive weight");
        Refused.Saying(() => Learner.FitTargets(Penguins, Numbers, Small with { ClassWeight = ClassWeighting.Balanced }), "the targets are numbers");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { Thresholds = new Dictionary<string, double> { ["sexe"] = 0.5 } }), "'sexe', which is none of the targets", "sex");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { Thresholds = new Dictionary<string, double> { ["sex"] = 1 } }), "thresholds.sex is 1");
        Refused.Saying(() => Learner.Fit(Labelled, "sex", Small with { Thresholds = new Dictionary<string, double> { ["sex"] = 0.5 } }), "not several labels");
        Refused.Saying(() => Learner.FitTargets(Labelled, Labels, Small with { Loss = "squared" }), "multilabel classification", "binary_cross_entropy");
        Refused.Saying(() => Learner.FitTargets(Labelled, ["heavy", "sex"], Small with { SampleWeight = "heavy" }), "cannot be both the target and the weight");
        Refused.Saying(() => new Classifier().FitTargets(Labelled, ["sex"]), "two or more");
    }
}
