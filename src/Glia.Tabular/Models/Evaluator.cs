using Glia.Tabular.Metrics;

namespace Glia.Tabular;

/// <summary>Metrics from predictions.</summary>
internal static class Evaluator
{
    public static Evaluation OfClasses(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<double> weights)
    {
        double[] p = new double[probabilities.Length];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = probabilities[i];
        }

        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        Put(metrics, "accuracy", Accuracy.Of(actual, predicted, weights));
        Put(metrics, "balanced_accuracy", BalancedAccuracy.Of(actual, predicted, classes, weights));
        Put(metrics, "macro_f1", MacroF1.Of(actual, predicted, classes, weights));
        Put(metrics, "roc_auc", classes == 2 ? BinaryAuc(actual, p, weights) : RocAuc.OneVersusRest(actual, p, classes, weights));
        Put(metrics, "log_loss", LogLoss.Of(actual, p, classes, weights, LogLoss.SingleClip));
        return new Evaluation { Rows = actual.Length, Metrics = metrics, Confusion = Counts(actual, predicted, classes) };
    }

    public static Evaluation OfValues(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> weights)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        Put(metrics, "rmse", RootMeanSquaredError.Of(actual, predicted, weights));
        Put(metrics, "mae", MeanAbsoluteError.Of(actual, predicted, weights));
        Put(metrics, "r2", RSquared.Of(actual, predicted, weights));
        return new Evaluation { Rows = actual.Length, Metrics = metrics };
    }

    private static void Put(Dictionary<string, double> metrics, string name, double value)
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

    private static int[][] Counts(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes)
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
