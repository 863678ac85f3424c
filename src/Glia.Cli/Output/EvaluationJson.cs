using System.Text.Json;
using Glia.Tabular;

namespace Glia.Cli.Output;

/// <summary>Metrics and confusion as JSON.</summary>
internal static class EvaluationJson
{
    public static void Metrics(Utf8JsonWriter json, string name, Evaluation? evaluation)
    {
        if (evaluation is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        foreach ((string metric, double value) in evaluation.Metrics)
        {
            json.Number(metric, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Classes, and rows by actual (outer) and predicted (inner) class; null for regression.</summary>
    public static void Confusion(Utf8JsonWriter json, IReadOnlyList<string> classes, Evaluation evaluation)
    {
        if (evaluation.Confusion.Count == 0)
        {
            json.WriteNull("confusion");
            return;
        }

        json.WriteStartObject("confusion");
        json.Array("classes", classes, json.WriteStringValue);
        json.WriteStartArray("counts");
        foreach (IReadOnlyList<int> row in evaluation.Confusion)
        {
            json.WriteStartArray();
            foreach (int count in row)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
