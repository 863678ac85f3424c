using System.Text.Json;
using Glia.Health;

namespace Glia.Cli.Output;

/// <summary>Health as JSON: layers in graph order with one entry a unit, and the findings.</summary>
internal static class HealthJson
{
    /// <summary>Writes <c>layers</c> and <c>findings</c> into the open object.</summary>
    public static void Write(Utf8JsonWriter json, HealthReport report)
    {
        json.WriteStartArray("layers");
        foreach (LayerHealth layer in report.Layers)
        {
            WriteLayer(json, layer);
        }

        json.WriteEndArray();
        WriteFindings(json, "findings", report.Findings);
        CertificateJson.Write(json, report.Certificates);
    }

    public static void WriteFindings(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("problem", finding.Problem);
            json.WriteString("layer", finding.Layer);
            Write(json, "units", finding.Units, static (writer, unit) => writer.WriteNumberValue(unit));
            json.WriteString("proof", Word(finding.Proof));
            json.Number("since_step", finding.SinceStep);
            json.Number("value", finding.Value);
            json.Number("threshold", finding.Threshold);
            json.WriteString("threshold_source", finding.ThresholdSource);
            json.WriteString("evidence", finding.Evidence);
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerHealth layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("activation", layer.Activation);
        json.WriteNumber("units", layer.Units);
        json.WriteNumber("rows", layer.Rows);
        Write(json, "fired", layer.Fired, static (writer, count) => writer.WriteNumberValue(count));
        Write(json, "max_z", layer.MaxZ, static (writer, z) => Write(writer, z));
        Write(json, "min_z", layer.MinZ, static (writer, z) => Write(writer, z));
        Write(json, "state", layer.State, static (writer, state) => writer.WriteStringValue(Word(state)));
        Write(json, "proof", layer.Proofs, static (writer, proof) => writer.WriteStringValue(Word(proof)));
        Write(json, "last_fired_step", layer.LastFiredStep, static (writer, step) => writer.WriteNumberValue(step));
        Write(json, "bias", layer.Bias, static (writer, bias) => Write(writer, bias));
        json.Number("forward_gain", layer.ForwardGain);
        json.Number("backward_gain", layer.BackwardGain);
        json.Number("update_ratio", layer.UpdateRatio);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T value in values)
        {
            write(json, value);
        }

        json.WriteEndArray();
    }

    /// <summary>As float32: seven digits say it all.</summary>
    private static void Write(Utf8JsonWriter json, float value)
    {
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
