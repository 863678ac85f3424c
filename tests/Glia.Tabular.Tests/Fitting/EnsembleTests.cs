using Glia.Networks;

namespace Glia.Tabular.Tests.Fitting;

/// <summary>Several networks by seed, averaged.</summary>
public sealed class EnsembleTests : IDisposable
{
    private static readonly Table Penguins = Table.Read(Repository.Sample("penguins"));
    private static readonly Table Diabetes = Table.Read(Repository.Sample("diabetes"));
    private static readonly FitOptions Options = new() { Hidden = [8], Epochs = 6, Seed = 4, Ensemble = 3 };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Members_have_the_bits_of_single_trainings_with_the_next_seeds_on_the_first_ones_split()
    {
        TabularModel model = Learner.Fit(Penguins, "species", Options with { Threads = 3 });
        Assert.Equal(3, model.Members.Count);
        Assert.Equal([4ul, 5, 6], model.Run!.Members!.Select(member => member.Seed));
        Assert.Equal(3, model.Members.Select(member => member.WeightsSha256()).Distinct().Count());
        Assert.Equal(model.Run.Members!.Select(member => member.WeightsSha256), model.Members.Select(member => member.WeightsSha256()));

        // The first is what one training gives; all are what one thread gives, one after the other.
        Assert.Equal(Learner.Fit(Penguins, "species", Options with { Ensemble = 1 }).Network.WeightsSha256(), model.Network.WeightsSha256());
        Assert.Equal(model.Run.WeightsSha256, Learner.Fit(Penguins, "species", Options with { Threads = 1 }).Run!.WeightsSha256);
        Assert.Equal(model.Members[0].Values.Length * 3, model.Run.Parameters);
    }

    [Theory]
    [InlineData("species")]
    [InlineData("sex")]
    public void Probabilities_are_the_mean_of_the_members_and_the_spread_their_deviation(string target)
    {
        var model = (ClassificationModel)Learner.Fit(Penguins, target, Options);
        Prediction all = model.Predict(Penguins);
        Prediction[] each = [.. Singles(model).Select(member => member.Predict(Penguins))];
        for (int row = 0; row < all.Rows; row++)
        {
            double[][] p = [.. each.Select(member => Enumerable.Range(0, all.Classes.Count).Select(k => (double)member.Probabilities[(row * all.Classes.Count) + k]).ToArray())];
            for (int k = 0; k < all.Classes.Count; k++)
            {
                Assert.Equal((float)(p.Sum(member => member[k]) / 3), all.Probabilities[(row * all.Classes.Count) + k]);
            }

            int chosen = all.Classes.ToList().IndexOf(all.Labels[row]);
            double mean = p.Average(member => member[chosen]);
            Assert.Equal(Math.Sqrt(p.Sum(member => (member[chosen] - mean) * (member[chosen] - mean)) / 2), all.Spread[row], 1e-12);
        }

        Assert.Contains(all.Spread, spread => spread > 0.001);
        Assert.All(each, member => Assert.Empty(member.Spread));
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("poisson")]
    [InlineData("quantile:0.9")]
    public void Values_are_the_mean_of_the_members_through_their_link(string loss)
    {
        TabularModel model = Learner.Fit(Diabetes, "target", Options with { Loss = loss });
        Prediction all = model.Predict(Diabetes);
        Prediction[] each = [.. Singles(model).Select(member => member.Predict(Diabetes))];
        Assert.Equal(Enumerable.Range(0, all.Rows).Select(row => (each[0].Values[row] + each[1].Values[row] + each[2].Values[row]) / 3), all.Values);
        Assert.Equal(all.Rows, all.Spread.Count);
    }

    [Fact]
    public void The_record_has_the_scores_of_the_ensemble_and_of_every_member()
    {
        TabularModel model = Learner.Fit(Penguins, "island", Options with { Epochs = 40 });
        RunRecord record = model.Run!;
        Assert.All(record.Members!, member => Assert.Equal(["train", "validation", "test"], member.Evaluation.Keys));
        Assert.NotEqual(record.Members![0].Evaluation["train"].Metrics["log_loss"], record.Evaluation["train"].Metrics["log_loss"]);

        // By Jensen's inequality the log loss of the mean probability is at most the mean log loss.
        Assert.True(record.Evaluation["train"].Metrics["log_loss"] <= record.Members!.Average(member => member.Evaluation["train"].Metrics["log_loss"]));
    }

    [Fact]
    public void The_file_keeps_all_members_to_the_bit_and_is_refused_cut()
    {
        TabularModel model = Learner.Fit(Penguins, "species", Options);
        byte[] content = model.ToBytes();
        Assert.Equal(3, content[8]);
        TabularModel back = TabularModel.FromBytes(content, "ensemble.glia");
        Assert.Equal(model.Members.Select(member => member.WeightsSha256()), back.Members.Select(member => member.WeightsSha256()));
        Assert.Equal(model.Predict(Penguins).Probabilities, back.Predict(Penguins).Probabilities);
        Assert.Equal(model.Predict(Penguins).Spread, back.Predict(Penguins).Spread);
        Assert.Equal(model.Run!.ToJson(), back.Run!.ToJson());
        Assert.Contains("damaged or cut off", Assert.Throws<GliaException>(() => TabularModel.FromBytes(content[..^100], "cut.glia")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_and_resumed_it_has_the_bits_of_a_training_that_was_not()
    {
        string path = Path.Combine(_scratch.Folder, "training.checkpoint");
        FitOptions options = Options with { Epochs = 30, Patience = 0 };
        string whole = Learner.Fit(Penguins, "species", options).Run!.WeightsSha256;
        foreach (int threads in new[] { 1, 3 })
        {
            using var stop = new CancellationTokenSource();
            TabularModel stopped = Learner.Fit(Penguins, "species", options with { Threads = threads }, new FitRun { CheckpointPath = path, Observers = [new Stopper(stop, 11)] }, stop.Token);
            Assert.Equal("cancelled", stopped.Run!.StopReason);
            Assert.InRange(stopped.Members.Count, 1, 3);
            Assert.All(stopped.Run.Members!, member => Assert.True(member.BestEpoch > 0));
            Assert.Equal(threads > 1, File.Exists(path + ".2") || File.Exists(path + ".3"));
            TabularModel resumed = Learner.Fit(Penguins, "species", options, new FitRun { ResumeFrom = path });
            Assert.Equal(whole, resumed.Run!.WeightsSha256);
            Assert.Equal("completed", resumed.Run.StopReason);
        }
    }

    [Fact]
    public void A_stop_before_any_epoch_leaves_one_network()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        TabularModel model = Learner.Fit(Penguins, "species", Options, cancel: stop.Token);
        Assert.Single(model.Members);
        Assert.Equal("cancelled", model.Run!.StopReason);
    }

    [Fact]
    public void Calibration_is_of_the_ensemble_and_changes_no_label()
    {
        // So heavy a penalty leaves probabilities far too timid: a temperature is worth having.
        FitOptions options = Options with { Hidden = [16], Epochs = 10, L2 = 0.3 };
        TabularModel plain = Learner.Fit(Penguins, "island", options), calibrated = Learner.Fit(Penguins, "island", options with { Calibrate = true });
        Assert.Equal(plain.Run!.WeightsSha256, calibrated.Run!.WeightsSha256);
        Assert.Equal(plain.Predict(Penguins).Labels, calibrated.Predict(Penguins).Labels);
        CalibrationRecord record = calibrated.Run.Calibration!;
        Assert.True(record.Note is null && record.Parts["validation"].LogLossAfter < record.Parts["validation"].LogLossBefore);

        // No neighbouring temperature is better on the validation rows: the record is of this temperature, and of those beside it less good.
        double Loss(double factor)
        {
            TabularModel other = TabularModel.CreateEnsemble(calibrated.Schema, calibrated.Preprocessor, calibrated.Members, calibrated.Scale with { Temperature = record.Temperature * factor });
            return other.Evaluate(Validation(calibrated)).Metrics["log_loss"];
        }

        Assert.True(Loss(1) <= Loss(1.02) && Loss(1) <= Loss(0.98));
        Assert.Equal(record.Parts["validation"].LogLossAfter, Loss(1), 1e-9);
    }

    private static Table Validation(TabularModel model)
    {
        FitPlan? plan = null;
        _ = Learner.Fit(Penguins, model.Target, model.Run!.Options with { Epochs = 1, Ensemble = 1, Calibrate = false }, new FitRun { Planned = planned => plan = planned });
        return Schema.Labelled(Penguins, [model.Target], out _).Select([.. plan!.Split!.Validation]);
    }

    [Fact]
    public void Importance_is_of_the_average()
    {
        TabularModel model = Learner.Fit(Penguins, "species", Options with { Epochs = 30 });
        ImportanceResult result = model.Importance(Penguins, new ImportanceOptions { Repeats = 2, Metric = "log_loss" });
        Assert.Equal(model.Evaluate(Penguins).Metrics["log_loss"], result.Baseline);
        Assert.True(result.Features[0].Mean > 0);
    }

    [Fact]
    public void Health_names_the_layers_of_every_member()
    {
        TabularModel model = Learner.Fit(Penguins, "species", Options);
        Assert.Equal(["member 1: 1 relu", "member 2: 1 relu", "member 3: 1 relu"], model.Health!.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Streamed_rows_train_one_member_after_the_other()
    {
        string path = _scratch.File("x,y\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => FormattableString.Invariant($"{i % 97},{i % 97 * 0.5}\n"))));
        TabularModel model = Learner.FitFile(path, "y", Options with { Ensemble = 2, Epochs = 1, Memory = 1 << 24, Threads = 2, Task = TaskChoice.Regression });
        Assert.True(model.Run!.IsStreamed);
        Assert.Equal(2, model.Members.Count);
        Assert.NotEqual(model.Members[0].WeightsSha256(), model.Members[1].WeightsSha256());
    }

    [Fact]
    public void Every_network_goes_on_from_its_own_weights()
    {
        TabularModel first = Learner.Fit(Penguins, "species", Options);
        FitOptions still = Options with { Epochs = 1, LearningRate = 1e-30, Optimizer = "sgd", L2 = 0 };
        TabularModel second = Learner.Fit(Penguins, "species", still, new FitRun { StartFrom = first });
        Assert.Equal(Weights(first), Weights(second));
        Assert.NotEqual(Weights(first), Weights(Learner.Fit(Penguins, "species", Options with { Epochs = 1 }, new FitRun { StartFrom = first })));

        string path = Path.Combine(_scratch.Folder, "weights.safetensors");
        WeightFile.Save(first.Members, path);
        Assert.Equal(Weights(first), Weights(Learner.Fit(Penguins, "species", still, new FitRun { StartWeights = path })));
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Ensemble = 2 }, new FitRun { StartWeights = path }), "weights.safetensors holds the weights of an ensemble of 3", "an ensemble of 2", "Train with ensemble 3");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Ensemble = 1 }, new FitRun { StartWeights = path }), "an ensemble of 3, and one network starts");
        WeightFile.Save(first.Network, path);
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options, new FitRun { StartWeights = path }), "holds the weights of one network", "start apart", "ensemble 1");
    }

    [Fact]
    public void What_is_of_one_network_is_refused_with_the_reason()
    {
        TabularModel model = Learner.Fit(Penguins, "species", Options);
        Refused.Saying(() => ModelHealer.Heal(model, Penguins), "an ensemble of 3 networks", "HealMembers");
        Refused.Saying(() => model.WithNetwork(model.Network), "an ensemble of 3 networks");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Ensemble = 1 }, new FitRun { StartFrom = model }), "an ensemble of 3 networks", "Train with ensemble 3");
        TabularModel single = Learner.Fit(Penguins, "species", Options with { Ensemble = 1 });
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options, new FitRun { StartFrom = single }), "start apart", "ensemble 1");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Ensemble = 0 }), "ensemble is 0", "1 and 100");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Calibrate = true, Validation = 0 }), "calibrate");
        Refused.Saying(() => model.WithMembers([model.Network]), "3 networks", "one for each");
        Network other = Network.Create(single.Network.Inputs, single.Network.Spec.Take(2).ToArray(), 1);
        Refused.Saying(() => TabularModel.CreateEnsemble(single.Schema, single.Preprocessor, [single.Network, other], single.Scale), "as many inputs and outputs");
    }

    private static IEnumerable<string> Weights(TabularModel model) => model.Members.Select(member => member.WeightsSha256());

    private static IEnumerable<TabularModel> Singles(TabularModel model) =>
        model.Members.Select(member => TabularModel.Create(model.Schema, model.Preprocessor, member, model.Scale));

    private sealed class Stopper(CancellationTokenSource stop, int epoch) : IStepObserver
    {
        public void EpochEnded(EpochRecord record, Network network)
        {
            if (record.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
