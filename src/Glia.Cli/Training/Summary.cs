using System.Text;
using Glia.Cli.Commands;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>The result of a run for people: a page of eight lines.</summary>
internal static class Summary
{
    private const int Label = 10;

    /// <summary>Targets with a line of their own.</summary>
    private const int MostTargets = 12;

    public static string Write(TrainedRun run, OutputFolder folder, Screen screen)
    {
        int width = screen.Width;
        RunRecord record = run.Record;
        var text = new StringBuilder();
        void Line(string label, string value) => Words.Wrap(text, label, value, Label, width);
        Line("task", $"{run.Model.Task.ToString().ToLowerInvariant()}: {record.Source} → {run.Model.Target}, output {record.OutputActivation}, loss {record.Loss}");
        Line("network", $"{Shape(record)}, {Say.Count(record.Parameters, "parameter")}");
        string pace = $"{Say.Seconds(record.Seconds)}, {Say.Count((long)record.RowsPerSecond)} rows/s";
        Line("epochs", $"{record.History.Count}, {Ended(record)}; weights of epoch {record.BestEpoch}; {pace}");
        if (run.Healing?.Kept is { } kept)
        {
            Line("healed", $"{kept.What}; scores and weights here are of the healed network, health is of the one before");
        }

        foreach (string metric in record.Evaluation.Values.SelectMany(evaluation => evaluation.Metrics.Keys).Distinct(StringComparer.Ordinal).Where(metric => IsHeadline(metric, run.Model.Task)))
        {
            Line(Short(metric), string.Join("   ", record.Evaluation.Where(part => part.Value.Metrics.ContainsKey(metric))
                .Select(part => $"{part.Key} {Say.MetricValue(metric, part.Value.Metrics[metric])}")));
        }

        WriteTargets(record, Line);
        if (record.Members is { } members)
        {
            string part = members[0].Evaluation.Keys.Last(), metric = record.Metric;
            IEnumerable<string> scores = members.Select(member => member.Evaluation[part].Metrics.TryGetValue(metric, out double score) ? Say.MetricValue(metric, score) : "–");
            Line("members", $"{Say.Count(members.Count)}, seeds {members[0].Seed} to {members[^1].Seed}; {Short(metric)} of each alone, {part}: {string.Join(", ", scores)}; scores above are of their average, epochs of the first");
        }

        if (record.Calibration is { } calibration)
        {
            Line("calibrate", Calibrated(calibration));
        }

        WriteEach("calibrate", record.CalibrationByTarget, Calibrated, Line);

        Line("health", HealthText.Verdict(run.Health));
        HealthText.WriteProblems(text, run.Health, Label, width);
        text.Append(CauseText.Write(run.Health, width));
        if (run.Healing is { } healing)
        {
            text.Append('\n').Append(HealText.Write(healing, width));
            Line("left", HealthText.Verdict(healing.Health));
        }

        Line("weights", $"sha256 {record.WeightsSha256}");
        Line("wrote", $"{folder.File(RunFiles.Report)} and {string.Join(", ", folder.Written.Where(name => name != RunFiles.Report))}");
        return text.ToString();
    }

    /// <summary>The temperature and what it changed, by part.</summary>
    private static string Calibrated(CalibrationRecord calibration) => calibration.Note is { } note
        ? $"left as it is: {note}"
        : $"temperature {Say.Number(calibration.Temperature)}; " + string.Join("; ", calibration.Parts.Select(part =>
            $"{part.Key} log loss {Say.Number(part.Value.LogLossBefore)} → {Say.Number(part.Value.LogLossAfter)}, calibration error {Say.Percent(part.Value.ErrorBefore)} → {Say.Percent(part.Value.ErrorAfter)}"));

    /// <summary>Why training ended, as a clause.</summary>
    public static string Ended(RunRecord record) => record.StopReason switch
    {
        "early_stopped" => $"stopped early: no better validation loss for {Say.Count(record.Options.Patience, "epoch")}",
        "cancelled" => "stopped by the user",
        "non_finite" => "stopped: the loss was no number",
        _ => "all done",
    };

    /// <summary>Widths of the layers with weights, inputs first, and the activations between.</summary>
    private static string Shape(RunRecord record)
    {
        IEnumerable<int> widths = record.Layers.Where(layer => layer.Kind is "dense" or "embedding").Select(layer => layer.Outputs).Prepend(record.Inputs);
        string[] activations = [.. record.Layers.Where(layer => layer.Kind == "activation").Select(layer => layer.Text).Distinct(StringComparer.Ordinal)];
        string embedded = string.Concat(record.Layers.Where(layer => layer.Kind == "embedding").Select(layer => $", embedding of {layer.Text}"));
        return string.Join(" → ", widths) + (activations.Length == 0 ? "" : $", {string.Join(", ", activations)}") + embedded;
    }

    /// <summary>A name that leaves a gap before the values.</summary>
    private static string Short(string metric) => metric switch
    {
        "poisson_deviance" => "deviance",
        "pinball_loss" => "pinball",
        "exact_match" => "exact",
        "hamming_loss" => "Hamming",
        _ => Say.Metric(metric),
    };

    /// <summary>Scores of every target on the last part; a mean of their errors would have no unit.</summary>
    private static void WriteTargets(RunRecord record, Action<string, string> line)
    {
        (string? part, Evaluation? evaluation) = record.Evaluation.LastOrDefault();
        if (evaluation?.Targets is not { } targets)
        {
            return;
        }

        WriteEach(
            part!,
            targets,
            own => string.Join(", ", own.Metrics.Where(metric => metric.Key is not ("balanced_accuracy" or "log_loss")).Select(metric => $"{Say.Metric(metric.Key)} {Say.MetricValue(metric.Key, metric.Value)}")),
            line);
    }

    /// <summary>A line a target, the first with a label; of many targets the first ones.</summary>
    private static void WriteEach<T>(string label, IReadOnlyDictionary<string, T>? byTarget, Func<T, string> say, Action<string, string> line)
    {
        foreach ((string target, T own) in byTarget?.Take(MostTargets) ?? [])
        {
            line(label, $"{target}: {say(own)}");
            label = "";
        }

        if (byTarget?.Count > MostTargets)
        {
            line("", $"{byTarget.Count - MostTargets} more in the report");
        }
    }

    private static bool IsHeadline(string metric, TaskKind task) => metric is "accuracy" or "exact_match" or "hamming_loss" or "micro_f1" or "roc_auc" or "log_loss" or "r2" or "poisson_deviance" or "pinball_loss"
        || (metric is "rmse" or "mae" && task is TaskKind.Regression) || (metric is "macro_f1" && task is TaskKind.Multilabel);
}
