namespace Glia.Tabular;

/// <summary>How <see cref="TabularModel.Importance"/> measures.</summary>
public sealed record ImportanceOptions
{
    /// <summary>Gets the metric, by its name in <see cref="Evaluation.Metrics"/>; null: accuracy for classes, r2 for numbers, exact_match for several labels.</summary>
    public string? Metric { get; init; }

    /// <summary>Gets how often every column is permuted, each time in another order.</summary>
    public int Repeats { get; init; } = 10;

    /// <summary>Gets the seed of the orders: the same seed gives the same result.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// Permutation importance: how much worse a model predicts rows when the values of one column are exchanged between them, so that the column no longer says
/// anything about its row. Breiman, "Random Forests", Machine Learning 45, 2001; for any model: Fisher, Rudin and Dominici, JMLR 20, 2019.
/// </summary>
public sealed record ImportanceResult
{
    /// <summary>Gets the rows judged.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the rows left out because their target is missing.</summary>
    public required int RowsWithoutTarget { get; init; }

    /// <summary>Gets the name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Gets the metric on the rows as they are.</summary>
    public required double Baseline { get; init; }

    /// <summary>Gets the columns that the model takes, the most important first.</summary>
    public required IReadOnlyList<FeatureImportance> Features { get; init; }
}

/// <summary>What one column is worth to a model.</summary>
/// <param name="Name">The raw column; the inputs that its categories became are permuted together.</param>
/// <param name="Mean">The mean of <paramref name="Falls"/>; about 0 for a column that the model does not use, below 0 where it misleads on these rows.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean over permutations, by Student's t; null for a single repeat.</param>
/// <param name="High">Upper end.</param>
/// <param name="Falls">By how much the metric got worse in each repeat: its fall, or its rise where smaller is better (log_loss, rmse, mae, …).</param>
public sealed record FeatureImportance(string Name, double Mean, double? Low, double? High, IReadOnlyList<double> Falls);
