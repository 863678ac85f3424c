using System.Text.Json;
using Glia.Tabular.Metrics;

namespace Glia.Tabular.Tests.Fitting;

public sealed class CalibrationTests : IDisposable
{
    /// <summary>A penalty so heavy that probabilities stay far too timid: what a likelihood-ratio test on fifty rows cannot miss.</summary>
    private static readonly FitOptions Timid = new() { Hidden = [16], Epochs = 10, L2 = 0.3 };

    private static readonly Table Penguins = Table.Read(Repository.At("samples", "penguins.csv"));
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Temperature_and_error_are_those_of_the_vectors()
    {
        JsonElement all = JsonDocument.Parse(File.ReadAllText(Repository.At("tests", "vectors", "metrics", "metrics.json"))).RootElement.GetProperty("calibration");
        Assert.Equal(4, all.GetArrayLength());
        foreach (JsonElement problem in all.EnumerateArray())
        {
            double[] Numbers(string name) => [.. problem.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
            int[] Integers(string name) => [.. problem.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];
            int classes = problem.GetProperty("classes").GetInt32();
            Assert.Equal(problem.GetProperty("calibration_error").GetDouble(), CalibrationError.Of(Integers("actual"), Integers("predicted"), Numbers("probabilities"), classes, Numbers("weights")), 1e-12);
            (double temperature, string? note) = TemperatureFit.Of([.. Numbers("logits").Select(z => (float)z)], Integers("actual"), classes, Numbers("weights"));
            Assert.Null(note);
            Assert.Equal(1, temperature / problem.GetProperty("temperature").GetDouble(), 1e-5);
            Assert.Equal(temperature, (float)temperature);
        }
    }

    [Fact]
    public void Bins_hold_what_was_said_and_what_came_true()
    {
        // Two rows said with 0.9, of which one of weight 3 is right; one with 0.6 that is wrong; one that has no weight.
        IReadOnlyList<ReliabilityBin> bins = CalibrationError.Reliability([0, 1, 1, 0], [0, 0, 0, 1], [0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.2, 0.8], 2, [3, 1, 2, 0]);
        Assert.Equal(2, bins.Count);
        Assert.Equal((1, 0.6, 0), (bins[0].Rows, bins[0].Predicted, bins[0].Observed));
        Assert.Equal((2, 0.75), (bins[1].Rows, bins[1].Observed));
        Assert.Equal(0.9, bins[1].Predicted, 1e-15);
        Assert.Equal(((4 * 0.15) + (2 * 0.6)) / 6, CalibrationError.Of([0, 1, 1, 0], [0, 0, 0, 1], [0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.2, 0.8], 2, [3, 1, 2, 0]), 1e-15);
    }

    [Theory]
    [InlineData("island", 0.5)]
    [InlineData("sex", 0.5)]
    [InlineData("sex", 0.3)]
    public void Labels_and_weights_stay_probabilities_get_honest(string target, double threshold)
    {
        FitOptions options = Timid with { Threshold = threshold };
        TabularModel before = Learner.Fit(Penguins, target, options), after = Learner.Fit(Penguins, target, options with { Calibrate = true });
        Assert.Equal(before.Network.WeightsSha256(), after.Network.WeightsSha256());
        Assert.Equal(before.Predict(Penguins).Labels, after.Predict(Penguins).Labels);
        Assert.NotEqual(before.Predict(Penguins).Probabilities, after.Predict(Penguins).Probabilities);
        CalibrationRecord record = after.Run!.Calibration!;
        Assert.InRange(record.Temperature, 0.1, 0.9);
        Assert.Equal(after.Scale.Temperature, record.Temperature);
        CalibrationScores held = record.Parts["validation"];
        Assert.True(held.LogLossAfter < held.LogLossBefore);
        Assert.Equal(before.Run!.Evaluation["validation"].Metrics["log_loss"], held.LogLossBefore);
        Assert.Equal(after.Run.Evaluation["validation"].Metrics["log_loss"], held.LogLossAfter);
        Assert.Equal(after.Run.Evaluation["test"].Metrics["calibration_error"], record.Parts["test"].ErrorAfter);
        Assert.DoesNotContain("calibration_error", before.Run.Evaluation["test"].Metrics.Keys);
    }

    [Fact]
    public void The_file_keeps_it_and_only_then_has_a_newer_version()
    {
        TabularModel plain = Learner.Fit(Penguins, "island", Timid), calibrated = Learner.Fit(Penguins, "island", Timid with { Calibrate = true });
        string path = Path.Combine(_scratch.Folder, "model.glia");
        plain.SaveCheckpoint(path);
        Assert.Equal(1, File.ReadAllBytes(path)[8]);
        calibrated.SaveCheckpoint(path);
        Assert.Equal(2, File.ReadAllBytes(path)[8]);
        TabularModel back = TabularModel.LoadCheckpoint(path);
        Assert.Equal(calibrated.Scale, back.Scale);
        Assert.Equal(calibrated.Predict(Penguins).Probabilities, back.Predict(Penguins).Probabilities);
        Assert.Equal(calibrated.Run!.ToJson(), back.Run!.ToJson());
        byte[] later = File.ReadAllBytes(path);
        later[8] = 4;
        Refused.Saying(() => TabularModel.LoadCheckpoint(_scratch.File(later, "later.glia")), "later.glia has format version 4", "reads versions 1 to 3");
    }

    [Fact]
    public void Where_no_finite_temperature_is_best_it_stays_and_says_why()
    {
        Assert.Equal((1, "no validation row is predicted wrongly, so the sharpest probabilities would be the best"), TemperatureFit.Of([2, -1], [1, 0], 2, []));
        Assert.Contains("no more than chance", TemperatureFit.Of([2, -1], [0, 1], 2, []).Note, StringComparison.Ordinal);
        Assert.Contains("not finite", TemperatureFit.Of([float.NaN, 1], [0, 1], 2, []).Note, StringComparison.Ordinal);

        // The one mistake has no weight.
        Assert.Equal(1, TemperatureFit.Of([2, -1, 5], [1, 0, 0], 2, [1, 1, 0]).Temperature);
        TabularModel sure = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [16], Epochs = 200, Calibrate = true });
        Assert.Equal(1, sure.Run!.Evaluation["validation"].Metrics["accuracy"]);
        Assert.Null(sure.Scale.Temperature);
        Assert.NotNull(sure.Run.Calibration!.Note);
    }

    /// <summary>On 85 validation rows of this table the best temperature lowers their log loss a little and raises that of the test rows (0.157 to 0.168 before there was a test).</summary>
    [Fact]
    public void A_gain_that_chance_gives_too_is_not_taken()
    {
        TabularModel model = Learner.Fit(Table.Read(Repository.Sample("breast_cancer")), "target", new FitOptions { Calibrate = true });
        CalibrationRecord record = model.Run!.Calibration!;
        Assert.Equal(1, record.Temperature);
        Assert.Null(model.Scale.Temperature);
        Assert.Contains("likelihood ratio", record.Note, StringComparison.Ordinal);
        Assert.Equal(record.Parts["test"].LogLossBefore, record.Parts["test"].LogLossAfter);
    }

    [Fact]
    public void What_cannot_be_calibrated_is_refused()
    {
        Refused.Saying(() => Learner.Fit(Penguins, "body_mass_g", new FitOptions { Calibrate = true }), "'body_mass_g' is a number");
        Refused.Saying(() => Learner.Fit(Penguins, "species", new FitOptions { Calibrate = true, Validation = 0 }), "validation is 0", "to calibrate");
        TabularModel model = Learner.Fit(Penguins, "species", new FitOptions { Hidden = [4], Epochs = 1 });
        Refused.Saying(() => TabularModel.Create(model.Schema, model.Preprocessor, model.Network, model.Scale with { Temperature = 0 }), "temperature");
    }
}
