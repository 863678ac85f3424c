using Glia.Networks;

namespace Glia.Tabular;

/// <summary>What will be done, known before the first step.</summary>
/// <param name="Source">Where the rows come from.</param>
/// <param name="Schema">Columns and task, with reasons.</param>
/// <param name="Preprocessor">How columns become inputs.</param>
/// <param name="Rows">How many rows are for what.</param>
/// <param name="Network">The network at its start.</param>
/// <param name="Loss">The loss as text.</param>
/// <param name="OutputActivation">What makes predictions of outputs: sigmoid, softmax or linear.</param>
/// <param name="Training">Epochs, batch and everything else the trainer was told.</param>
public sealed record FitPlan(
    string Source, Schema Schema, Preprocessor Preprocessor, RowCounts Rows, Network Network, string Loss, string OutputActivation, TrainingOptions Training)
{
    /// <summary>Gets which rows are for what, counted among the rows whose target is known; null where the table is larger than memory.</summary>
    public Split? Split { get; init; }

    /// <summary>Gets the name of the metric that is measured after every epoch: r2, accuracy or exact_match.</summary>
    public string Metric => EpochMetric.Name(Schema.Task);

    /// <summary>Gets what will stand between outputs and predictions.</summary>
    public OutputScale Scale { get; init; } = new();
}
