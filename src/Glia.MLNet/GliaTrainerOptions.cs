using Glia.Networks;
using Glia.Tabular;

namespace Glia.MLNet;

/// <summary>How a trainer finds its columns, learns and reports. Columns have ML.NET's usual names unless told.</summary>
public sealed record GliaTrainerOptions
{
    /// <summary>Gets the column of what is predicted: a key for multiclass, a Boolean for binary classification, a Single for regression.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Gets the column of features: a vector of Single of known size. NaN is a missing value and welcome.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>Gets the column of row weights, Single; null: none.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// Gets the network and how it learns. Its validation rows are taken from the rows that are fitted and choose the best epoch; no test rows are taken, whatever it says, because
    /// splitting those off is the pipeline's business. Task, column kinds and weight column come from the trainer.
    /// </summary>
    public FitOptions Fit { get; init; } = new();

    /// <summary>Gets a value indicating whether every unit is watched, so that the model has a health report.</summary>
    public bool Watch { get; init; } = true;

    /// <summary>Gets who is told of every epoch, on the thread that fits; null: nobody. ML.NET's log (<c>MLContext.Log</c>) hears of every epoch, too.</summary>
    public IProgress<EpochRecord>? Progress { get; init; }

    /// <summary>Gets what ends the training between two steps; the model has the best weights so far, and its record says that it was cancelled.</summary>
    public CancellationToken Cancel { get; init; }
}
