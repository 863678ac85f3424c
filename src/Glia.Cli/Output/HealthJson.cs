using System.Text.Json;
using Glia.Health;

namespace Glia.Cli.Output;

/// <summary>Health as JSON: layers in graph order with one entry a unit, and the findings.</summary>
internal static class HealthJson
{
    /// <summary>Writes <c>layers</c> and <c>findings</c> into the open object.</summary>
    public static void Write(Utf8JsonWriter json, HealthReport report)
    {
        json.Array("layers", report.Layers, layer => WriteLayer(json, layer));
        WriteFindings(json, "findings", report.Findings);
        CertificateJson.Write(json, report.Certificates);
        SignalJson.Write(json, report);
    }

    public static void WriteFindings(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.Objects(name, findings, finding =>
        {
            json.WriteString("problem", finding.Problem);
            json.WriteString("layer", finding.Layer);
            json.Array("units", finding.Units, unit => json.WriteNumberValue(unit));
            json.WriteString("proof", Word(finding.Proof));
            json.Number("since_step", finding.SinceStep);
            json.Number("value", finding.Value);
            json.Number("threshold", finding.Threshold);
            json.WriteString("threshold_source", finding.ThresholdSource);
            json.WriteString("evidence", finding.Evidence);
            json.WriteString("advice", finding.Advice);
            json.WriteString("chain_rule", finding.ChainRule);
        });
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerHealth layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("activation", layer.Activation);
        json.WriteNumber("units", layer.Units);
        json.WriteNumber("rows", layer.Rows);
        json.Array("fired", layer.Fired, count => json.WriteNumberValue(count));
        json.Array("max_z", layer.MaxZ, json.NumberValue);
        json.Array("min_z", layer.MinZ, json.NumberValue);
        json.Array("state", layer.State, state => json.WriteStringValue(Word(state)));
        json.Array("proof", layer.Proofs, proof => json.WriteStringValue(Word(proof)));
        json.Array("last_fired_step", layer.LastFiredStep, step => json.WriteNumberValue(step));
        json.Array("bias", layer.Bias, json.NumberValue);
        json.Array("activity", layer.Activity, value => json.WriteNumberValue((float)value));
        json.Array("duplicate_of", layer.DuplicateOf, unit => json.WriteNumberValue(unit));
        json.Number("forward_gain", layer.ForwardGain);
        json.Number("backward_gain", layer.BackwardGain);
        json.Number("update_ratio", layer.UpdateRatio);
        json.WriteEndObject();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
