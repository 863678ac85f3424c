using Glia.Tabular.Metrics;

namespace Glia.Tabular;

/// <summary>Metrics of several labels: of each, and of all together.</summary>
internal static class LabelEvaluator
{
    private static readonly string[] OfAll = ["exact_match", "hamming_loss", "micro_f1", "macro_f1", "roc_auc", "log_loss"];

    /// <summary>Judges.</summary>
    /// <param name="actual">Class of each row, by label.</param>
    /// <param name="chosen">[rows, labels].</param>
    /// <param name="probabilities">Of the second class, [rows, labels].</param>
    /// <param name="labels">The labels.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <param name="isCalibrated">Whether probabilities are calibrated, so that it is asked how honest they are.</param>
    /// <param name="only">The one metric of all labels that is wanted; null: every one, and those of each label.</param>
    public static Evaluation Of(int[][] actual, int[] chosen, float[] probabilities, IReadOnlyList<TargetColumn> labels, double[] weights, bool isCalibrated, string? only)
    {
        int width = labels.Count, rows = actual[0].Length;
        int[] all = new int[rows * width];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = actual[i % width][i / width];
        }

        Evaluation[] each = only is null or "roc_auc" or "log_loss" or "calibration_error"
            ? [.. labels.Select((_, t) => OfLabel(actual[t], RowMajor.Column<int>(chosen, t, width), RowMajor.Column<float>(probabilities, t, width), weights, isCalibrated))]
            : [];
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in Evaluator.Wanted(isCalibrated ? [.. OfAll, "calibration_error"] : OfAll, only))
        {
            Evaluator.Put(metrics, name, name switch
            {
                "exact_match" => ExactMatch.Of(all, chosen, width, weights),
                "hamming_loss" => HammingLoss.Of(all, chosen, width, weights),
                "micro_f1" => LabelF1.Micro(all, chosen, width, weights),
                "macro_f1" => LabelF1.Macro(all, chosen, width, weights),
                _ => each.Where(one => one.Metrics.ContainsKey(name)).Select(one => one.Metrics[name]).DefaultIfEmpty(double.NaN).Average(),
            });
        }

        return new Evaluation
        {
            Rows = rows,
            Metrics = metrics,
            Targets = only is null ? labels.Zip(each).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal) : null,
        };
    }

    private static Evaluation OfLabel(int[] actual, ReadOnlySpan<int> chosen, ReadOnlySpan<float> probabilities, double[] weights, bool isCalibrated)
    {
        double[] second = new double[actual.Length], pairs = new double[2 * actual.Length];
        for (int row = 0; row < second.Length; row++)
        {
            second[row] = probabilities[row];
            pairs[2 * row] = 1 - second[row];
            pairs[(2 * row) + 1] = second[row];
        }

        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        Evaluator.Put(metrics, "accuracy", Accuracy.Of(actual, chosen, weights));
        Evaluator.Put(metrics, "balanced_accuracy", BalancedAccuracy.Of(actual, chosen, 2, weights));
        Evaluator.Put(metrics, "f1", LabelF1.Macro(actual, chosen, 1, weights));
        Evaluator.Put(metrics, "roc_auc", RocAuc.Of(Array.ConvertAll(actual, k => k == 1), second, weights));
        Evaluator.Put(metrics, "log_loss", LogLoss.Of(actual, pairs, 2, weights, LogLoss.SingleClip));
        if (isCalibrated)
        {
            Evaluator.Put(metrics, "calibration_error", CalibrationError.Of(actual, chosen, pairs, 2, weights));
        }

        return new Evaluation { Rows = actual.Length, Metrics = metrics, Confusion = Evaluator.Counts(actual, chosen, 2) };
    }
}
