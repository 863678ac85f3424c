using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// Everything worth knowing about a fit afterwards: what was asked, what was decided and why, what came out. Written as <c>run.json</c>, kept in
/// the model, shown in the report.
/// </summary>
public sealed record RunRecord
{
    /// <summary>Gets the version of the library that did it.</summary>
    public required string LibraryVersion { get; init; }

    /// <summary>Gets where the rows came from, as given.</summary>
    public required string Source { get; init; }

    /// <summary>Gets everything that was asked.</summary>
    public required FitOptions Options { get; init; }

    /// <summary>Gets the columns and the task, with reasons.</summary>
    public required Schema Schema { get; init; }

    /// <summary>Gets the rows by use.</summary>
    public required RowCounts Rows { get; init; }

    /// <summary>Gets how many rows have no value, by column.</summary>
    public IReadOnlyDictionary<string, int> Missing { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Gets a value indicating whether the training rows were streamed from the disk, which splits them otherwise than a table in memory.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Gets the number of inputs of the network.</summary>
    public required int Inputs { get; init; }

    /// <summary>Gets the layers in order.</summary>
    public required IReadOnlyList<LayerRecord> Layers { get; init; }

    /// <summary>Gets the number of learned values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Gets what makes predictions of outputs: sigmoid, softmax or linear.</summary>
    public required string OutputActivation { get; init; }

    /// <summary>Gets the loss. For regression it is of the standardised target: multiply squared by the variance, absolute by the deviation, to have the target's unit.</summary>
    public required string Loss { get; init; }

    /// <summary>Gets what the trainer was told, with everything chosen filled in.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>Gets the name of the metric in <see cref="History"/>: accuracy, r2 (mean of several targets) or exact_match (several labels).</summary>
    public required string Metric { get; init; }

    /// <summary>Gets every epoch.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>Gets the epoch whose weights the model has.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Gets why training ended: completed, early_stopped, cancelled or non_finite.</summary>
    public required string StopReason { get; init; }

    /// <summary>Gets the updates made.</summary>
    public required long Steps { get; init; }

    /// <summary>Gets the evaluation of the final model by part: train (a sample of it where rows are streamed), validation, test; parts without rows are absent.</summary>
    public required IReadOnlyDictionary<string, Evaluation> Evaluation { get; init; }

    /// <summary>Gets the networks of an ensemble, in the order of seeds; what else stands here of a training is of the first, and <see cref="Evaluation"/> is of the ensemble. Null for a single network.</summary>
    public IReadOnlyList<MemberRecord>? Members { get; init; }

    /// <summary>Gets what calibrating came to; null where it was not asked for.</summary>
    public CalibrationRecord? Calibration { get; init; }

    /// <summary>Gets the same by target where several labels are learned; null else.</summary>
    public IReadOnlyDictionary<string, CalibrationRecord>? CalibrationByTarget { get; init; }

    /// <summary>Gets actual and predicted values of a regression on the last part that has rows (test, else validation, else train).</summary>
    public ResidualSample? Residuals { get; init; }

    /// <summary>Gets the same by target where several numbers are predicted, each in its own unit; null else.</summary>
    public IReadOnlyDictionary<string, ResidualSample>? ResidualsByTarget { get; init; }

    /// <summary>Gets the SHA-256 of the weights; of an ensemble that of the members' own, as text one after the other.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>Gets the seconds of the whole fit.</summary>
    public required double Seconds { get; init; }

    /// <summary>Gets the seconds of training.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Gets the training rows a second, over all epochs.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Writes the record as JSON with names in snake_case.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this, TabularJson.Default.RunRecord);

    /// <summary>The record of the same run around other networks, such as pruned ones.</summary>
    internal RunRecord Of(IReadOnlyList<Network> networks)
    {
        string[] hashes = [.. networks.Select(network => network.WeightsSha256())];
        return this with
        {
            Layers = [.. networks[0].Layers.Select(FitReport.Describe)],
            Parameters = networks.Sum(network => network.Parameters.Sum(parameter => (long)parameter.Length)),
            WeightsSha256 = EnsembleTraining.Together(hashes),
            Members = Members is { } members ? [.. members.Select((member, i) => member with { WeightsSha256 = hashes[i] })] : null,
        };
    }
}

/// <summary>How the rows of a table were used.</summary>
/// <param name="Read">Rows in the table.</param>
/// <param name="WithoutTarget">Rows left out because their target is missing.</param>
/// <param name="Train">Rows learned from.</param>
/// <param name="Validation">Rows that chose the best epoch.</param>
/// <param name="Test">Rows kept for the final test.</param>
public sealed record RowCounts(int Read, int WithoutTarget, int Train, int Validation, int Test);

/// <summary>One network of an ensemble.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Epochs">The epochs it was trained.</param>
/// <param name="BestEpoch">The epoch whose weights it has.</param>
/// <param name="StopReason">Why its training ended.</param>
/// <param name="Evaluation">How good it is alone, by part.</param>
/// <param name="WeightsSha256">The SHA-256 of its weights.</param>
public sealed record MemberRecord(
    ulong Seed, int Epochs, int BestEpoch, string StopReason, IReadOnlyDictionary<string, Evaluation> Evaluation, string WeightsSha256);

/// <summary>One layer of a network.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Kind">dense, activation, dropout, batch_norm, layer_norm or embedding.</param>
/// <param name="Text">What it is in full: the activation with its parameters, the start of dense weights, the rate of a dropout, levels and sizes of embeddings.</param>
/// <param name="Inputs">Width before.</param>
/// <param name="Outputs">Width after.</param>
/// <param name="Parameters">Learned values.</param>
public sealed record LayerRecord(string Name, string Kind, string Text, int Inputs, int Outputs, long Parameters);

/// <summary>Rows of a regression to draw: all of a part, or evenly chosen ones if it has many.</summary>
/// <param name="Part">train, validation or test.</param>
/// <param name="Actual">The target, in its unit.</param>
/// <param name="Predicted">What the model says, in the same unit.</param>
public sealed record ResidualSample(string Part, IReadOnlyList<double> Actual, IReadOnlyList<double> Predicted);
