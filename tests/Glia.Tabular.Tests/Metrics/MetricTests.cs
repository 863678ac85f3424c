using System.Text.Json;
using Glia.Tabular.Metrics;

namespace Glia.Tabular.Tests.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void Classification_metrics_agree_with_scikit_learn()
    {
        foreach (JsonElement problem in Vectors().GetProperty("classification").EnumerateArray())
        {
            int classes = problem.GetProperty("classes").GetInt32();
            int[] actual = Integers(problem, "actual"), predicted = Integers(problem, "predicted");
            double[] p = Numbers(problem, "probabilities"), weights = Numbers(problem, "weights");
            Near(problem, "accuracy", Accuracy.Of(actual, predicted, weights));
            Near(problem, "balanced_accuracy", BalancedAccuracy.Of(actual, predicted, classes, weights));
            Near(problem, "macro_f1", MacroF1.Of(actual, predicted, classes, weights));
            Near(problem, "log_loss", LogLoss.Of(actual, p, classes, weights));
            double[] second = [.. p.Where((_, i) => i % classes == 1)];
            Near(problem, "roc_auc", classes == 2
                ? RocAuc.Of([.. actual.Select(a => a == 1)], second, weights)
                : RocAuc.OneVersusRest(actual, p, classes, weights));
            double[] confusion = [.. ConfusionMatrix.Of(actual, predicted, classes, weights).Cast<double>()];
            double[] expected = Numbers(problem, "confusion");
            Assert.Equal(expected.Length, confusion.Length);
            Assert.All(expected.Zip(confusion), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void Regression_metrics_agree_with_scikit_learn()
    {
        foreach (JsonElement problem in Vectors().GetProperty("regression").EnumerateArray())
        {
            double[] actual = Numbers(problem, "actual"), predicted = Numbers(problem, "predicted"), weights = Numbers(problem, "weights");
            Near(problem, "rmse", RootMeanSquaredError.Of(actual, predicted, weights));
            Near(problem, "mae", MeanAbsoluteError.Of(actual, predicted, weights));
            Near(problem, "r2", RSquared.Of(actual, predicted, weights));
        }
    }

    [Fact]
    public void Deviance_and_pinball_loss_agree_with_scikit_learn()
    {
        foreach (JsonElement problem in Vectors().GetProperty("losses").EnumerateArray())
        {
            double[] predicted = Numbers(problem, "predicted"), weights = Numbers(problem, "weights");
            Near(problem, "poisson_deviance", PoissonDeviance.Of(Numbers(problem, "counts"), predicted, weights));
            foreach (JsonProperty level in problem.GetProperty("quantiles").EnumerateObject())
            {
                double q = double.Parse(level.Name, System.Globalization.CultureInfo.InvariantCulture);
                Near(level.Value, "pinball_loss", PinballLoss.Of(Numbers(problem, "values"), predicted, q, weights));
            }
        }
    }

    [Fact]
    public void Metrics_of_several_labels_agree_with_scikit_learn()
    {
        JsonElement[] problems = [.. Vectors().GetProperty("labels").EnumerateArray()];
        Assert.Equal(8, problems.Length);
        foreach (JsonElement problem in problems)
        {
            int labels = problem.GetProperty("labels").GetInt32();
            int[] actual = Integers(problem, "actual"), predicted = Integers(problem, "predicted");
            double[] weights = Numbers(problem, "weights"), f1 = Numbers(problem, "f1");
            Near(problem, "exact_match", ExactMatch.Of(actual, predicted, labels, weights));
            Near(problem, "hamming_loss", HammingLoss.Of(actual, predicted, labels, weights));
            Near(problem, "micro_f1", LabelF1.Micro(actual, predicted, labels, weights));
            Near(problem, "macro_f1", LabelF1.Macro(actual, predicted, labels, weights));
            for (int t = 0; t < labels; t++)
            {
                int[] own = [.. actual.Where((_, i) => i % labels == t)], said = [.. predicted.Where((_, i) => i % labels == t)];
                Assert.Equal(f1[t], LabelF1.Macro(own, said, 1, weights), 1e-12);
            }
        }
    }

    [Fact]
    public void By_hand()
    {
        Assert.Equal(0.5, ExactMatch.Of([1, 0, 0, 1], [1, 0, 1, 1], 2));
        Assert.Equal(0.25, HammingLoss.Of([1, 0, 0, 1], [1, 0, 1, 1], 2));
        Assert.Equal(0.8, LabelF1.Micro([1, 0, 0, 1], [1, 0, 1, 1], 2), 1e-15);
        Assert.Equal(((2.0 / 3) + 1) / 2, LabelF1.Macro([1, 0, 0, 1], [1, 0, 1, 1], 2), 1e-15);
        Assert.Throws<ArgumentException>(() => HammingLoss.Of([1, 0, 0], [1, 0, 0], 2));
        Assert.Equal(2 * ((2 * Math.Log(2)) - 2 + 1 + 3) / 2, PoissonDeviance.Of([2, 0], [1, 3]), 1e-15);
        Assert.True(double.IsNaN(PoissonDeviance.Of([-1], [1])) && double.IsNaN(PoissonDeviance.Of([1], [0])));
        Assert.Equal((0.9 + 0.2) / 2, PinballLoss.Of([2, 2], [1, 4], 0.9), 1e-15);
        Assert.Equal(0.75, Accuracy.Of([0, 1, 1, 0], [0, 1, 0, 0]));
        Assert.Equal(0.75, BalancedAccuracy.Of([0, 1, 1, 0], [0, 1, 0, 0], 2));
        Assert.Equal(((2.0 / 3) + 0.8) / 2, MacroF1.Of([0, 1, 1, 0], [0, 1, 0, 0], 2), 1e-15);
        Assert.Equal(0.75, RocAuc.Of([false, false, true, true], [0.1, 0.4, 0.35, 0.8]));
        Assert.Equal(0.5, RocAuc.Of([false, true, false, true], [1, 1, 1, 1]));
        Assert.Equal(-Math.Log(0.5), LogLoss.Of([0, 1], [0.5, 0.5, 0.5, 0.5], 2), 1e-15);
        Assert.Equal(-Math.Log(LogLoss.DoubleClip), LogLoss.Of([0], [0, 1], 2), 1e-12);
        Assert.Equal(Math.Sqrt(2.5), RootMeanSquaredError.Of([1, 2], [2, 4]), 1e-15);
        Assert.Equal(1.5, MeanAbsoluteError.Of([1, 2], [2, 4]));
        Assert.Equal(1 - (5 / 0.5), RSquared.Of([1, 2], [2, 4]), 1e-12);
        Assert.Equal(1, RSquared.Of([3, 3], [3, 3]));
        Assert.Equal(0, RSquared.Of([3, 3], [3, 4]));
    }

    [Fact]
    public void A_weight_of_two_is_the_row_twice()
    {
        int[] actual = [0, 1, 2, 1], predicted = [0, 2, 2, 1];
        double[] weights = [1, 2, 1, 1];
        int[] actual2 = [0, 1, 1, 2, 1], predicted2 = [0, 2, 2, 2, 1];
        Assert.Equal(Accuracy.Of(actual2, predicted2), Accuracy.Of(actual, predicted, weights), 1e-15);
        Assert.Equal(MacroF1.Of(actual2, predicted2, 3), MacroF1.Of(actual, predicted, 3, weights), 1e-15);
        Assert.Equal(
            RocAuc.Of([true, false, false, true], [0.3, 0.3, 0.3, 0.9]), RocAuc.Of([true, false, true], [0.3, 0.3, 0.9], [1, 2, 1]), 1e-15);
    }

    [Fact]
    public void What_has_no_value_is_not_a_number()
    {
        Assert.True(double.IsNaN(RocAuc.Of([true, true], [0.1, 0.2])));
        Assert.True(double.IsNaN(RocAuc.Of([true, false], [double.NaN, 0.2])));
        Assert.True(double.IsNaN(RSquared.Of([1], [1])));
        Assert.True(double.IsNaN(Accuracy.Of([], [])));
        Assert.Throws<ArgumentException>(() => Accuracy.Of([1, 2], [1]));
    }

    private static JsonElement Vectors() =>
        JsonDocument.Parse(File.ReadAllText(Repository.At("tests", "vectors", "metrics", "metrics.json"))).RootElement;

    private static double[] Numbers(JsonElement problem, string name) => [.. problem.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static int[] Integers(JsonElement problem, string name) => [.. problem.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];

    private static void Near(JsonElement problem, string name, double value) => Assert.Equal(problem.GetProperty(name).GetDouble(), value, 1e-12);
}
