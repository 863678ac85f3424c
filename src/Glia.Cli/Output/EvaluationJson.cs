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

    /// <summary>The predicted column; its name, or several in words and as a list with the two classes of a label.</summary>
    public static void Target(this Utf8JsonWriter json, TabularModel model)
    {
        json.WriteString("target", model.Target);
        if (model.Schema.SeveralTargets is { } several)
        {
            json.Objects("targets", several, target =>
            {
                json.WriteString("name", target.Name);
                json.Array("classes", target.Classes, json.WriteStringValue);
            });
        }
    }

    /// <summary>Metrics, and the confusion of a label, by target; nothing where there is one target.</summary>
    public static void ByTarget(Utf8JsonWriter json, string name, TabularModel model, Evaluation? evaluation)
    {
        if (evaluation?.Targets is not { } targets)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (TargetColumn target in model.Targets)
        {
            json.WriteStartObject(target.Name);
            Metrics(json, "metrics", targets[target.Name]);
            Confusion(json, target.Classes, targets[target.Name]);
            json.WriteEndObject();
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
