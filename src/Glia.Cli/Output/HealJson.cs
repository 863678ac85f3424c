using System.Text.Json;
using Glia.Cli.Settings;
using Glia.Health.Treatments;

namespace Glia.Cli.Output;

/// <summary>What healing tried, as JSON.</summary>
internal static class HealJson
{
    /// <summary>Writes an object under a name: <c>kept</c> (a treatment or null), <c>summary</c>, <c>trials</c>, the first two being what the others are compared with, and <c>findings_left</c> of the network to use. Null where nothing was wrong.</summary>
    public static void Write(Utf8JsonWriter json, string name, HealResult? result)
    {
        if (result is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("kept", result.Kept?.Name);
        json.WriteString("summary", result.Summary);
        json.Objects("trials", (IEnumerable<Trial>)[result.Before, result.Untreated, .. result.Trials], trial =>
        {
            json.WriteString("name", trial.Name);
            json.WriteString("what", trial.What);
            json.WriteString("outcome", Names.Snake(trial.Outcome.ToString()));
            json.Number("held_loss", trial.HeldLoss);
            json.WriteNumber("dead_units", trial.DeadUnits);
            json.WriteNumber("findings", trial.Findings);
            json.WriteNumber("steps", trial.Steps);
            json.Number("seconds", trial.Seconds);
        });
        HealthJson.WriteFindings(json, "findings_left", result.Health.Findings);
        json.WriteEndObject();
    }
}
