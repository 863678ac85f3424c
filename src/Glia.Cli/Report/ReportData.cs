using Glia.Health;
using Glia.Health.Treatments;
using Glia.Kernels.Activations;
using Glia.Tabular;

namespace Glia.Cli.Report;

/// <summary>Everything the page shows, ready to be written: no file is read and nothing is computed from the network here.</summary>
internal sealed record ReportData
{
    public required string Source { get; init; }

    public required string Target { get; init; }

    /// <summary>"binary", "multiclass", "regression", "multitarget" or "multilabel".</summary>
    public required string Task { get; init; }

    /// <summary>Why this task was chosen, as said to the user.</summary>
    public required string TaskWhy { get; init; }

    public required string OutputActivation { get; init; }

    public required string Loss { get; init; }

    /// <summary>Name of the metric that leads the page and the curves.</summary>
    public required string MetricName { get; init; }

    /// <summary>What calibrating came to, target by target; empty where it was not asked for.</summary>
    public IReadOnlyList<KeyValuePair<string, Tabular.CalibrationRecord>> Calibrations { get; init; } = [];

    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    public required int BestEpoch { get; init; }

    /// <summary>Why training ended, as a clause: "all epochs done".</summary>
    public required string Ended { get; init; }

    public required double Seconds { get; init; }

    public required double RowsPerSecond { get; init; }

    public required IReadOnlyList<SplitScore> Splits { get; init; }

    public ConfusionData? Confusion { get; init; }

    /// <summary>Of every number that is predicted.</summary>
    public IReadOnlyList<ScatterData> Scatters { get; init; } = [];

    /// <summary>Scores by target, where there are several, on the last part.</summary>
    public TargetScores? Targets { get; init; }

    public HealthReport? Health { get; init; }

    /// <summary>What treatments came to; null where there were none.</summary>
    public HealResult? Healing { get; init; }

    public required IReadOnlyList<ColumnRow> Columns { get; init; }

    /// <summary>Rows read, and how many could not be used because the target is missing.</summary>
    public required int RowsRead { get; init; }

    public required int RowsWithoutTarget { get; init; }

    public required IReadOnlyList<LayerRow> Layers { get; init; }

    public required int Inputs { get; init; }

    public required IReadOnlyList<Activation> Activations { get; init; }

    public required IReadOnlyList<SettingRow> Settings { get; init; }

    public required string Configuration { get; init; }

    /// <summary>Where that configuration lies.</summary>
    public required string ConfigurationPath { get; init; }

    public required string WeightsSha256 { get; init; }

    public required string Version { get; init; }
}

/// <summary>One epoch of the curves; what was not measured is null.</summary>
internal sealed record CurvePoint(int Epoch, double TrainLoss, double? ValidationLoss, double? TrainMetric, double? ValidationMetric, double LearningRate);

/// <summary>Metrics on one part of the rows.</summary>
internal sealed record SplitScore(string Name, int Rows, IReadOnlyDictionary<string, double> Metrics);

/// <summary>Counts by actual class (row) and predicted class (column).</summary>
internal sealed record ConfusionData(string Split, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Counts);

/// <summary>Metrics of every target on one part; of labels also rows by actual (outer) and predicted class.</summary>
internal sealed record TargetScores(string Split, IReadOnlyList<(TargetColumn Target, Evaluation Score)> All);

/// <summary>Actual and predicted values of the rows of one part.</summary>
internal sealed record ScatterData(string Target, string Split, IReadOnlyList<double> Actual, IReadOnlyList<double> Predicted);

/// <summary>One column of the table: how it is used and why.</summary>
internal sealed record ColumnRow(string Name, string Kind, string Why, int Missing, int Inputs, string Details);

/// <summary>One layer of the network.</summary>
internal sealed record LayerRow(string Name, string What, int Inputs, int Outputs, long Parameters);

/// <summary>One setting of the run.</summary>
internal sealed record SettingRow(string Group, string Name, string Value, bool IsDefault, string Help);
