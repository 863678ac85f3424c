using Glia.Tabular.Metrics;

namespace Glia.Tabular;

/// <summary>Metrics from predictions.</summary>
internal static class Evaluator
{
    private static readonly string[] OfClass = ["accuracy", "balanced_accuracy", "macro_f1", "roc_auc", "log_loss"];
    private static readonly string[] OfValue = ["rmse", "mae", "r2"];

    /// <summary>Whether a metric is an error: the smaller, the better.</summary>
    public static bool IsBetterLow(string metric) => metric is "log_loss" or "hamming_loss" or "calibration_error" or "rmse" or "mae" or "poisson_deviance" or "pinball_loss";

    public static Evaluation OfClasses(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<double> weights, bool isCalibrated, string? only = null)
    {
        double[] p = new double[probabilities.Length];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = probabilities[i];
        }

        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in Wanted(isCalibrated ? [.. OfClass, "calibration_error"] : OfClass, only))
        {
            Put(metrics, name, name switch
            {
                "accuracy" => Accuracy.Of(actual, predicted, weights),
                "balanced_accuracy" => BalancedAccuracy.Of(actual, predicted, classes, weights),
                "macro_f1" => MacroF1.Of(actual, predicted, classes, weights),
                "roc_auc" => classes == 2 ? BinaryAuc(actual, p, weights) : RocAuc.OneVersusRest(actual, p, classes, weights),
                "calibration_error" => CalibrationError.Of(actual, predicted, p, classes, weights),
                _ => LogLoss.Of(actual, p, classes, weights, LogLoss.SingleClip),
            });
        }

        return new Evaluation { Rows = actual.Length, Metrics = metrics, Confusion = Counts(actual, predicted, classes) };
    }

    public static Evaluation OfValues(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights, OutputScale scale, string? only = null)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        string[] names = [.. OfValue, .. scale.Link is OutputLink.Log ? ["poisson_deviance"] : Array.Empty<string>(), .. scale.Quantile is null ? Array.Empty<string>() : ["pinball_loss"]];
        foreach (string name in Wanted(names, only))
        {
            Put(metrics, name, name switch
            {
                "rmse" => RootMeanSquaredError.Of(actual, predicted, weights),
                "mae" => MeanAbsoluteError.Of(actual, predicted, weights),
                "poisson_deviance" => PoissonDeviance.Of(actual, predicted, weights),
                "pinball_loss" => PinballLoss.Of(actual, predicted, scale.Quantile!.Value, weights),
                _ => RSquared.Of(actual, predicted, weights),
            });
        }

        return new Evaluation { Rows = actual.Length, Metrics = metrics };
    }

    /// <summary>Several targets together: the mean of every metric that all of them have, as scikit-learn's multioutput="uniform_average"; means of rmse and mae have a unit only where the targets share it.</summary>
    public static Evaluation Together(IReadOnlyList<Evaluation> each, IReadOnlyList<TargetColumn> targets) => new()
    {
        Rows = each[0].Rows,
        Metrics = each[0].Metrics.Keys.Where(name => each.All(one => one.Metrics.ContainsKey(name))).ToDictionary(name => name, name => each.Average(one => one.Metrics[name]), StringComparer.Ordinal),
        Targets = targets.Zip(each).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal),
    };

    internal static IEnumerable<string> Wanted(string[] names, string? only) => only is null ? names : names.Where(name => name == only);

    internal static void Put(Dictionary<string, double> metrics, string name, double value)
    {
        if (double.IsFinite(value))
        {
            metrics.Add(name, value);
        }
    }

    private static double BinaryAuc(ReadOnlySpan<int> actual, double[] probabilities, ReadOnlySpan<double> weights)
    {
        bool[] positive = new bool[actual.Length];
        double[] scores = new double[actual.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            positive[row] = actual[row] == 1;
            scores[row] = probabilities[(2 * row) + 1];
        }

        return RocAuc.Of(positive, scores, weights);
    }

    internal static int[][] Counts(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes)
    {
        double[,] matrix = ConfusionMatrix.Of(actual, predicted, classes);
        int[][] counts = new int[classes][];
        for (int k = 0; k < classes; k++)
        {
            counts[k] = new int[classes];
            for (int j = 0; j < classes; j++)
            {
                counts[k][j] = (int)matrix[k, j];
            }
        }

        return counts;
    }
}
