using System.Text.Json;

namespace Glia.Tabular.Tests.Fitting;

public sealed class LossTests : IDisposable
{
    private static readonly Table Concrete = Table.Read(Repository.At("samples", "concrete.csv"));
    private static readonly FitOptions Linear = new() { Hidden = [], Epochs = 1500, Patience = 0, L2 = 0, LearningRate = 0.01, BatchSize = 100, Validation = 0, Test = 0 };
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Linear_models_come_as_near_as_those_of_scikit_learn()
    {
        JsonElement all = JsonDocument.Parse(File.ReadAllText(Repository.At("tests", "vectors", "metrics", "metrics.json"))).RootElement.GetProperty("losses");
        foreach (JsonElement problem in all.EnumerateArray())
        {
            double[] Numbers(string name) => [.. problem.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
            double[] x = Numbers("x"), weights = Numbers("weights");
            FitOptions options = Linear with { SampleWeight = weights.Length > 0 ? "w" : null };
            TabularModel poisson = Learner.Fit(Rows("counts"), "y", options with { Loss = "poisson" });
            double best = problem.GetProperty("fitted_deviance").GetDouble();
            Assert.InRange(poisson.Evaluate(Rows("counts")).Metrics["poisson_deviance"], best * (1 - 1e-6), best * 1.0001);
            foreach (JsonProperty level in problem.GetProperty("quantiles").EnumerateObject())
            {
                TabularModel quantile = Learner.Fit(Rows("values"), "y", options with { Loss = "quantile:" + level.Name });
                best = level.Value.GetProperty("fitted").GetDouble();
                Assert.InRange(quantile.Evaluate(Rows("values")).Metrics["pinball_loss"], best * (1 - 1e-6), best * 1.01);
            }

            Table Rows(string target)
            {
                double[] y = Numbers(target);
                Column[] columns =
                [
                    Column.Numbers("a", x.Where((_, i) => i % 2 == 0).ToArray()), Column.Numbers("b", x.Where((_, i) => i % 2 == 1).ToArray()), Column.Numbers("y", y),
                    .. weights.Length > 0 ? [Column.Numbers("w", weights)] : Array.Empty<Column>(),
                ];
                return new Table(target, columns, y.Length, null);
            }
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void The_share_of_a_quantile_lies_below_it(double level)
    {
        TabularModel model = Learner.Fit(Concrete, "target", new FitOptions { Hidden = [16], Epochs = 60, Loss = FormattableString.Invariant($"quantile(level={level})") });
        IReadOnlyList<double> predicted = model.Predict(Concrete).Values;
        double[] actual = TargetData.Values(Concrete, "target");
        Assert.Equal(level, actual.Where((y, row) => y < predicted[row]).Count() / (double)actual.Length, 0.04);
        Assert.Equal(level, model.Scale.Quantile);
    }

    [Theory]
    [InlineData("poisson", "poisson_deviance")]
    [InlineData("quantile:0.9", "pinball_loss")]
    public void Files_keep_the_loss(string loss, string metric)
    {
        TabularModel model = Learner.Fit(Concrete, "target", new FitOptions { Hidden = [16], Epochs = 60, Loss = loss });
        string path = Path.Combine(_scratch.Folder, "model.glia");
        model.SaveCheckpoint(path);
        Assert.Equal(2, File.ReadAllBytes(path)[8]);
        TabularModel back = TabularModel.LoadCheckpoint(path);
        Assert.Equal(model.Predict(Concrete).Values, back.Predict(Concrete).Values);
        Assert.Equal(model.Evaluate(Concrete).Metrics[metric], back.Evaluate(Concrete).Metrics[metric]);
        Assert.Equal(loss == "poisson" ? "exponential" : "linear", model.Run!.OutputActivation);
        Assert.True(model.Run.Evaluation["test"].Metrics["r2"] > 0 || loss != "poisson");
    }

    [Fact]
    public void Counts_predict_positive_means_and_the_curve_is_of_them()
    {
        TabularModel model = Learner.Fit(Concrete, "target", new FitOptions { Hidden = [16], Epochs = 60, Loss = "poisson" });
        Assert.All(model.Predict(Concrete).Values, value => Assert.True(value > 0));
        Assert.Equal(model.Run!.Evaluation["validation"].Metrics["r2"], model.Run.History[model.Run.BestEpoch - 1].ValidationMetric!.Value, 1e-3);
        Assert.Equal(0, model.TargetMean);
    }

    [Fact]
    public void A_loss_of_numbers_makes_counts_a_regression_and_negative_ones_are_refused_with_their_line()
    {
        string few = "a,n\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 7},{i % 3}\n"));
        Assert.Equal(TaskKind.Multiclass, Learner.Fit(_scratch.Table(few), "n", new FitOptions { Hidden = [], Epochs = 1 }).Task);
        Assert.Equal(TaskKind.Regression, Learner.Fit(_scratch.Table(few), "n", new FitOptions { Hidden = [], Epochs = 1, Loss = "poisson" }).Task);
        string wrong = few + "1,-2\n";
        Refused.Saying(() => Learner.Fit(_scratch.Table(wrong), "n", new FitOptions { Loss = "poisson" }), "line 202", "'n'", "-2 is no count");
        string large = _scratch.File("a,n\n" + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"{i % 7}.5,{(i == 300_000 ? -2 : i % 3)}\n")), "large.csv");
        Refused.Saying(() => Learner.FitFile(large, "n", new FitOptions { Loss = "poisson", Hidden = [], Epochs = 1, Memory = 1 << 24 }), "line 300002", "-2 is no count");
    }

    [Fact]
    public void A_training_that_goes_on_keeps_the_link()
    {
        TabularModel counts = Learner.Fit(Concrete, "target", new FitOptions { Hidden = [8], Epochs = 5, Loss = "poisson" });
        TabularModel on = Learner.Fit(Concrete, "target", new FitOptions { Epochs = 5, Loss = "poisson" }, new FitRun { StartFrom = counts });
        Assert.Equal(counts.Scale, on.Scale);
        Refused.Saying(() => Learner.Fit(Concrete, "target", new FitOptions { Epochs = 1 }, new FitRun { StartFrom = counts }), "logarithm", "take poisson");
        TabularModel plain = Learner.Fit(Concrete, "target", new FitOptions { Hidden = [8], Epochs = 5 });
        Refused.Saying(() => Learner.Fit(Concrete, "target", new FitOptions { Epochs = 1, Loss = "poisson" }, new FitRun { StartFrom = plain }), "logarithm");
        Assert.Equal(0.9, Learner.Fit(Concrete, "target", new FitOptions { Epochs = 1, Loss = "quantile:0.9" }, new FitRun { StartFrom = plain }).Scale.Quantile);
    }
}
