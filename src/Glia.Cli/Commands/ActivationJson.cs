using System.Text.Json;
using Glia.Cli.Output;
using Glia.Cli.Settings;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>What is known about an activation function, as JSON.</summary>
internal static class ActivationJson
{
    private const int Points = 49;

    private const float Reach = 6;

    /// <summary>One function with its parameters set, its metadata and points of its curves.</summary>
    public static void Write(Utf8JsonWriter json, Activation activation)
    {
        json.WriteStartObject();
        json.WriteString("text", activation.Text);
        WriteFields(json, activation.Info);
        if (!activation.IsRowwise)
        {
            float[] z = [.. Enumerable.Range(0, Points).Select(i => -Reach + (2 * Reach * i / (Points - 1)))];
            json.WriteStartObject("points");
            json.Array("z", z, json.NumberValue);
            json.Array("value", ActivationCurve.ValueAt(activation, z), json.NumberValue);
            json.Array("slope", ActivationCurve.SlopeAt(activation, z), json.NumberValue);
            json.WriteEndObject();
            WriteLimits(json, activation);
        }

        json.WriteEndObject();
    }

    /// <summary>Value and slope at −∞ and ∞; JSON has no infinities, so they are texts where they occur.</summary>
    private static void WriteLimits(Utf8JsonWriter json, Activation activation)
    {
        float[] ends = [float.NegativeInfinity, float.PositiveInfinity];
        json.WriteStartObject("limits");
        foreach ((string name, float[] at) in new[] { ("value", ActivationCurve.ValueAt(activation, ends)), ("slope", ActivationCurve.SlopeAt(activation, ends)) })
        {
            json.WriteStartArray(name);
            foreach (float limit in at)
            {
                if (float.IsFinite(limit))
                {
                    json.WriteNumberValue(limit);
                }
                else
                {
                    json.WriteStringValue(float.IsPositiveInfinity(limit) ? "inf" : float.IsNegativeInfinity(limit) ? "-inf" : "nan");
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void WriteInfo(Utf8JsonWriter json, ActivationInfo info)
    {
        json.WriteStartObject();
        WriteFields(json, info);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, ActivationInfo info)
    {
        json.WriteString("name", info.Name);
        json.Array("aliases", info.Aliases, json.WriteStringValue);
        json.WriteString("family", Names.Snake(info.Family.ToString()));
        WriteParameters(json, info);
        json.WriteString("learned_parameter", info.LearnedParameter);
        json.WriteString("learned_by_default", Names.Snake(info.LearnedByDefault.ToString()));
        json.WriteString("formula", info.Formula);
        json.WriteString("slope_formula", info.SlopeFormula);
        Write(json, "range", info.Range);
        Write(json, "slope_range", info.SlopeRange);
        Write(json, "random_slope", info.RandomSlope);
        Write(json, "saturation", info.Saturation);
        json.Objects("kinks", info.Kinks, kink =>
        {
            json.Number("at", kink.At);
            json.Number("slope", kink.Slope);
            json.WriteString("why", kink.Why);
        });
        json.Array("roles", ActivationWords.Roles(info), json.WriteStringValue);
        json.WriteBoolean("is_monotone", info.IsMonotone);
        json.WriteBoolean("is_straight_between_kinks", info.IsStraightBetweenKinks);
        json.WriteBoolean("has_jumps", info.HasJumps);
        json.WriteBoolean("is_rectifier", info.IsRectifier);
        json.WriteBoolean("is_sigmoidal", info.IsSigmoidal);
        json.WriteBoolean("is_rowwise", info.IsRowwise);
        json.WriteBoolean("changes_width", info.ChangesWidth);
        json.WriteBoolean("exact_in_single", info.ExactInSingle);
        json.Number("fast_ulps", info.FastUlps);
        json.Number("gain", info.Gain);
        json.WriteString("initialization", info.Initialization);
        json.WriteString("known_failure", info.KnownFailure);
        json.WriteString("accuracy", info.Accuracy);
        json.WriteString("source", info.Source);
        json.WriteStartObject("onnx");
        json.WriteNumber("opset", info.Onnx.Opset);
        json.WriteString("expression", info.Onnx.Expression);
        json.WriteEndObject();
        json.Objects("elsewhere", info.Elsewhere, other =>
        {
            json.WriteString("framework", other.Framework);
            json.WriteString("name", other.Name);
            json.WriteString("difference", other.Difference);
        });
    }

    private static void WriteParameters(Utf8JsonWriter json, ActivationInfo info)
    {
        json.Objects("parameters", info.Parameters, parameter =>
        {
            json.WriteString("name", parameter.Name);
            json.WriteNumber("default", parameter.Default);
            Write(json, "range", parameter.Range);
            json.WriteString("meaning", parameter.Meaning);
            json.WriteBoolean("can_be_learned", parameter.Name == info.LearnedParameter);
        });
    }

    /// <summary>An infinite end is null.</summary>
    private static void Write(Utf8JsonWriter json, string name, Interval? interval)
    {
        if (interval is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.NumberValue(known.Low);
        json.NumberValue(known.High);
        json.WriteEndArray();
    }
}
