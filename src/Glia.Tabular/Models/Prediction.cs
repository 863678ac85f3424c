namespace Glia.Tabular;

/// <summary>What a model says about rows.</summary>
public sealed record Prediction
{
    /// <summary>Gets the number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the classes, in the order of <see cref="Probabilities"/>; empty for regression.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Gets the columns that are predicted where there are several, in the order of their values or labels; empty for one.</summary>
    public IReadOnlyList<TargetColumn> Targets { get; init; } = [];

    /// <summary>Gets the class of every row, of several labels [rows, targets], row-major; empty for regression.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Gets the probability of every class, [rows, classes], row-major; of several labels that of the second class of each, [rows, targets]; empty for regression.</summary>
    public IReadOnlyList<float> Probabilities { get; init; } = [];

    /// <summary>Gets the value of every row in the unit of the target, of several targets [rows, targets], row-major; empty for classification.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Gets how far the networks of an ensemble are apart, row by row, of several targets [rows, targets]: the standard deviation (n − 1) of their values, or of the probability they give to the predicted class; empty for a single network.</summary>
    public IReadOnlyList<double> Spread { get; init; } = [];
}

/// <summary>What a model says about one row.</summary>
/// <param name="Label">The class; null for regression.</param>
/// <param name="Value">The value in the unit of the target; null for classification.</param>
/// <param name="Probabilities">The probability of every class, in the order of classes; empty for regression.</param>
public sealed record RowPrediction(string? Label, double? Value, IReadOnlyList<KeyValuePair<string, float>> Probabilities)
{
    /// <summary>Gets what it says of each target where there are several, by name; empty for one.</summary>
    public IReadOnlyDictionary<string, RowPrediction> Targets { get; init; } = new Dictionary<string, RowPrediction>(StringComparer.Ordinal);
}
