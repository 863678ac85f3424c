using System.Text.Json;
using Glia.Health;

namespace Glia.Cli.Output;

/// <summary>The second axis as JSON: the signal layer by layer at the start and at the end, and the probes that failed.</summary>
internal static class SignalJson
{
    /// <summary>Writes <c>signal_at_start</c>, <c>signal</c> (null where no training was watched) and <c>probe_failures</c> into the open object.</summary>
    public static void Write(Utf8JsonWriter json, HealthReport report)
    {
        WriteEpoch(json, "signal_at_start", report.SignalAtStart);
        WriteEpoch(json, "signal", report.Signal);
        json.Objects("probe_failures", report.ProbeFailures, failure =>
        {
            json.WriteString("probe", failure.Probe);
            json.Number("step", failure.Step);
            json.WriteString("message", failure.Message);
        });
    }

    private static void WriteEpoch(Utf8JsonWriter json, string name, EpochSignal? signal)
    {
        if (signal is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("epoch", signal.Epoch);
        json.Number("input_rms", signal.InputRms);
        json.Number("input_correlation", signal.InputCorrelation);
        json.Objects("layers", signal.Layers, layer =>
        {
            json.WriteString("name", layer.Name);
            json.Number("output_rms", layer.OutputRms);
            json.Number("gradient_rms", layer.GradientRms);
            json.Number("forward_gain", layer.ForwardGain);
            json.Number("backward_gain", layer.BackwardGain);
            json.Number("correlation", layer.Correlation);
            json.Number("update_ratio", layer.UpdateRatio);
            json.Number("gradient_per_weight", layer.GradientPerWeight);
            json.Number("below_epsilon", layer.BelowEpsilon);
            json.Number("bias_step", layer.BiasStep);
        });
        json.WriteEndObject();
    }
}
