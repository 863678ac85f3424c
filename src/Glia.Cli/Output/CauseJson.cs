using System.Text.Json;
using Glia.Cli.Settings;
using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Deaths;

namespace Glia.Cli.Output;

/// <summary>Killing updates and experiments as JSON.</summary>
internal static class CauseJson
{
    /// <summary>Writes two arrays into the open object.</summary>
    public static void Write(Utf8JsonWriter json, HealthReport report, string deaths, string causes)
    {
        json.Array(deaths, report.Deaths, death => Write(json, death));
        json.Array(causes, report.Causes, cause => Write(json, cause));
    }

    private static void Write(Utf8JsonWriter json, UnitDeath death)
    {
        json.WriteStartObject();
        json.WriteString("layer", death.Layer);
        json.WriteNumber("unit", death.Unit);
        json.WriteNumber("step", death.Step);
        json.WriteNumber("epoch", death.Epoch);
        json.Array("batch_rows", death.BatchRows, row => json.WriteNumberValue(row));
        json.Number("mean_before", death.MeanBefore);
        json.Number("max_before", death.MaxBefore);
        json.Number("mean_after", death.MeanAfter);
        json.Number("max_after", death.MaxAfter);
        json.Number("by_bias", death.ByBias);
        json.Number("by_weights", death.ByWeights);
        json.Number("by_inputs", death.ByInputs);
        json.Number("learning_rate", death.LearningRate);
        json.Number("gradient_norm", death.GradientNorm);
        json.Number("median_gradient_norm", death.MedianGradientNorm);
        json.WriteNumber("rows", death.Rows);
        json.WriteBoolean("is_exact", death.IsExact);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CauseReport cause)
    {
        json.WriteStartObject();
        json.WriteString("problem", cause.Problem);
        json.WriteString("layer", cause.Layer);
        json.WriteNumber("units", cause.Units);
        json.WriteString("summary", cause.Summary);
        json.WriteString("earliest", cause.Earliest?.Factor);
        json.WriteNumber("to_step", cause.ToStep);
        json.WriteNumber("rows", cause.Rows);
        json.WritePropertyName("unchanged");
        Write(json, cause.Unchanged);
        json.Array("experiments", cause.Experiments, each => Write(json, each));
        json.Objects("chain", cause.Chain, link =>
        {
            json.WriteNumber("step", link.Step);
            json.WriteString("event", link.Event);
            json.WriteString("text", link.Text);
            json.Number("value", link.Value);
            json.Number("threshold", link.Threshold);
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExperimentResult each)
    {
        json.WriteStartObject();
        json.WriteString("factor", each.Factor);
        json.WriteString("text", each.Text);
        json.WriteString("kind", Names.Snake(each.Kind.ToString()));
        json.WriteBoolean("was_run", each.WasRun);
        json.WriteNumber("from_step", each.FromStep);
        json.WriteNumber("steps", each.Steps);
        json.Number("live", each.Live);
        json.Number("loss", each.Loss);
        json.WriteBoolean("is_gone", each.IsGone);
        json.WriteBoolean("suffices", each.Suffices);
        json.WriteNumber("repeats", each.Repeats);
        json.WriteNumber("repeats_that_suffice", each.RepeatsThatSuffice);
        json.Number("seconds", each.Seconds);
        json.WriteEndObject();
    }
}
