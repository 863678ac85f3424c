using Glia.Health;
using Glia.Tabular;

namespace Glia.Cli.Comparing;

/// <summary>What one training of a candidate came to. Nothing but <see cref="Seconds"/> depends on the machine.</summary>
internal sealed record FitScore(
    ulong Seed, double Score, IReadOnlyDictionary<string, double> Metrics, int TestRows, int TrainRows, int Epochs, int Units, int DeadUnits, int Findings, string WeightsSha256, double Seconds)
{
    /// <summary>Metrics of the validation rows, by which settings may be chosen.</summary>
    public IReadOnlyDictionary<string, double> Validation { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Trains on one thread. Null where it was cancelled meanwhile: half a training is no result.</summary>
    public static FitScore? Of(Table table, IReadOnlyList<string> targets, FitOptions options, string? metric, CancellationToken cancel)
    {
        TabularModel model = Learner.FitTargets(table, targets, options with { Threads = 1 }, new FitRun(), cancel);
        RunRecord record = model.Run!;
        if (record.StopReason == "cancelled")
        {
            return null;
        }

        Evaluation test = record.Evaluation["test"];
        metric ??= record.Metric;
        double score = test.Metrics.TryGetValue(metric, out double found)
            ? found
            : throw new UsageException($"--metric {metric} has no value here; known are {string.Join(", ", test.Metrics.Keys)}.");
        IReadOnlyList<LayerHealth> layers = model.Health!.Layers;
        return new FitScore(
            options.Seed,
            score,
            test.Metrics,
            record.Rows.Test,
            record.Rows.Train,
            record.History.Count,
            layers.Sum(layer => layer.Units),
            layers.Sum(layer => layer.State.Count(state => state is UnitState.Dead)),
            model.Health.Findings.Count,
            record.WeightsSha256,
            record.Seconds)
        {
            Validation = record.Evaluation.GetValueOrDefault("validation")?.Metrics ?? new Dictionary<string, double>(StringComparer.Ordinal),
        };
    }

    /// <summary>What counts unless told: the metric that a task's trainings show, by what was measured.</summary>
    public static string DefaultMetric(IReadOnlyDictionary<string, double> measured) =>
        Array.Find(["r2", "exact_match"], measured.ContainsKey) ?? "accuracy";

    /// <summary>Errors and losses are better when smaller.</summary>
    public static bool IsBetterSmaller(string metric) => metric is "log_loss" or "hamming_loss" or "calibration_error" or "rmse" or "mae" or "poisson_deviance" or "pinball_loss";
}
