using System.Text.Json;
using Glia.Cli.Commands;
using Glia.Cli.Output;
using Glia.Cli.Settings;
using Glia.Networks;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>The result of a run as one object: for <c>--json</c>, and with the whole record for run.json.</summary>
internal static class ResultJson
{
    private static readonly (string Key, string File)[] Files =
    [
        ("onnx", RunFiles.Onnx),
        ("checkpoint", RunFiles.Checkpoint),
        ("report", RunFiles.Report),
        ("run", RunFiles.Json),
        ("configuration", RunFiles.Configuration),
    ];

    public static string Write(TrainedRun run, OutputFolder folder) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        WriteResult(json, run, folder);
        json.WriteEndObject();
    });

    /// <summary>With every epoch, every unit and everything that was decided.</summary>
    public static string WriteFull(TrainedRun run, OutputFolder folder) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        WriteResult(json, run, folder);
        json.WritePropertyName("record");
        json.WriteRawValue(run.Record.ToJson());
        json.WriteStartObject("health_report");
        HealthJson.Write(json, run.Health);
        CauseJson.Write(json, run.Health, "deaths", "causes");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteResult(Utf8JsonWriter json, TrainedRun run, OutputFolder folder)
    {
        RunRecord record = run.Record;
        json.WriteString("task", Names.Snake(run.Model.Task.ToString()));
        json.Target(run.Model);
        json.WriteString("why", record.Schema.Why);
        json.WriteString("output_activation", record.OutputActivation);
        json.WriteString("loss", record.Loss);
        WriteLayers(json, record);
        json.WriteNumber("parameters", record.Parameters);
        json.WriteNumber("rows", record.Rows.Read);
        json.WriteStartObject("split");
        json.WriteNumber("train", record.Rows.Train);
        json.WriteNumber("validation", record.Rows.Validation);
        json.WriteNumber("test", record.Rows.Test);
        json.WriteEndObject();
        json.WriteNumber("epochs", record.History.Count);
        json.WriteNumber("best_epoch", record.BestEpoch);
        json.WriteString("stop_reason", record.StopReason);
        EpochRecord? best = record.History.FirstOrDefault(epoch => epoch.Epoch == record.BestEpoch) ?? (record.History.Count > 0 ? record.History[^1] : null);
        json.Number("train_loss", best?.TrainLoss);
        json.Number("validation_loss", best?.ValidationLoss);
        foreach (string part in (string[])["train", "validation", "test"])
        {
            EvaluationJson.Metrics(json, part, record.Evaluation.GetValueOrDefault(part));
        }

        if (run.Model.Schema.SeveralTargets is not null)
        {
            json.WriteStartObject("by_target");
            foreach ((string part, Evaluation evaluation) in record.Evaluation)
            {
                EvaluationJson.ByTarget(json, part, run.Model, evaluation);
            }

            json.WriteEndObject();
        }

        WriteMembers(json, record);
        WriteCalibration(json, record);
        json.WriteString("weights_sha256", record.WeightsSha256);
        json.Number("seconds", record.Seconds);
        json.Number("samples_per_second", record.RowsPerSecond);
        HealthJson.WriteFindings(json, "health", run.Health.Findings);
        CauseJson.Write(json, run.Health, "health_deaths", "health_causes");
        HealJson.Write(json, "healing", run.Healing);
        json.WriteStartObject("files");
        foreach ((string key, string file) in Files)
        {
            json.WriteString(key, folder.File(file));
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, RunRecord record)
    {
        if (record.Members is { } members)
        {
            json.Objects("members", members, member =>
            {
                json.WriteNumber("seed", member.Seed);
                json.WriteNumber("epochs", member.Epochs);
                json.WriteNumber("best_epoch", member.BestEpoch);
                json.WriteString("stop_reason", member.StopReason);
                foreach (string part in (string[])["train", "validation", "test"])
                {
                    EvaluationJson.Metrics(json, part, member.Evaluation.GetValueOrDefault(part));
                }

                json.WriteString("weights_sha256", member.WeightsSha256);
            });
        }
    }

    private static void WriteCalibration(Utf8JsonWriter json, RunRecord record)
    {
        if (record.Calibration is { } one)
        {
            WriteCalibration(json, "calibration", one);
        }

        if (record.CalibrationByTarget is { } several)
        {
            json.WriteStartObject("calibration_by_target");
            foreach ((string target, CalibrationRecord own) in several)
            {
                WriteCalibration(json, target, own);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteCalibration(Utf8JsonWriter json, string name, CalibrationRecord calibration)
    {
        json.WriteStartObject(name);
        json.Number("temperature", calibration.Temperature);
        json.WriteString("note", calibration.Note);
        json.WriteStartObject("parts");
        foreach ((string part, CalibrationScores scores) in calibration.Parts)
        {
            json.WriteStartObject(part);
            json.WriteNumber("rows", scores.Rows);
            json.Number("log_loss_before", scores.LogLossBefore);
            json.Number("log_loss_after", scores.LogLossAfter);
            json.Number("error_before", scores.ErrorBefore);
            json.Number("error_after", scores.ErrorAfter);
            WriteBins(json, "bins_before", scores.BinsBefore);
            WriteBins(json, "bins_after", scores.BinsAfter);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBins(Utf8JsonWriter json, string name, IReadOnlyList<Tabular.Metrics.ReliabilityBin> bins) => json.Objects(name, bins, bin =>
    {
        json.WriteNumber("rows", bin.Rows);
        json.Number("predicted", bin.Predicted);
        json.Number("observed", bin.Observed);
    });

    private static void WriteLayers(Utf8JsonWriter json, RunRecord record)
    {
        json.Objects("layers", record.Layers, layer =>
        {
            json.WriteString("name", layer.Name);
            json.WriteString("kind", layer.Kind);
            json.WriteString("text", layer.Text);
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("units", layer.Outputs);
            json.WriteNumber("parameters", layer.Parameters);
        });
    }
}
