namespace Glia.Tabular;

/// <summary>How good predictions are on rows whose target is known.</summary>
public sealed record Evaluation
{
    /// <summary>Gets the rows judged.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the rows left out because their target is missing.</summary>
    public int RowsWithoutTarget { get; init; }

    /// <summary>
    /// Gets the metrics by name: accuracy, balanced_accuracy, macro_f1, roc_auc, log_loss, and calibration_error for a calibrated model; or rmse, mae, r2, and poisson_deviance or pinball_loss for a model of that loss. One that has no value on these rows (such as
    /// roc_auc where one class is missing) is absent. Of several targets they are of all together: r2, rmse and mae are means over targets; labels have exact_match, hamming_loss, micro_f1, macro_f1, and
    /// roc_auc, log_loss and, where calibrated, calibration_error as means over labels.
    /// </summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Gets the rows by actual (outer) and predicted class (inner), counted without weights; empty for regression and for several labels together.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; } = [];

    /// <summary>Gets the same of each target where there are several, by name: metrics in its own unit, or accuracy, balanced_accuracy, f1, roc_auc and log_loss of a label with its confusion; null for one.</summary>
    public IReadOnlyDictionary<string, Evaluation>? Targets { get; init; }
}
