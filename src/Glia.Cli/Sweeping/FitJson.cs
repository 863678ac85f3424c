using System.Text;
using System.Text.Json;
using Glia.Cli.Comparing;
using Glia.Cli.Output;

namespace Glia.Cli.Sweeping;

/// <summary>One training of a trial, done: what the database holds a row of and a shard's file an entry.</summary>
/// <param name="Trial">Number of the trial.</param>
/// <param name="Epochs">The most epochs it was given.</param>
/// <param name="Settings">What makes the trial differ, by name.</param>
/// <param name="Fit">What came of it.</param>
internal sealed record TrialFit(int Trial, int Epochs, IReadOnlyList<KeyValuePair<string, string>> Settings, FitScore Fit)
{
    public (int Trial, int Epochs, ulong Seed) Key => (Trial, Epochs, Fit.Seed);
}

/// <summary>Results of trainings as JSON and back. A number is written so that it reads back as the same bits; one that is not finite is null.</summary>
internal static class FitJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JsonText.Indented.Encoder };

    public static string Settings(IReadOnlyList<KeyValuePair<string, string>> settings) => Text(json => WriteSettings(json, settings));

    public static string Fit(FitScore fit) => Text(json =>
    {
        json.WriteStartObject();
        WriteFit(json, fit);
        json.WriteEndObject();
    });

    public static void WriteSettings(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        json.WriteStartObject();
        foreach ((string name, string value) in settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    public static void WriteFit(Utf8JsonWriter json, FitScore fit)
    {
        json.WriteNumber("seed", fit.Seed);
        WriteMetrics(json, "validation", fit.Validation);
        WriteMetrics(json, "test", fit.Metrics);
        json.WriteNumber("train_rows", fit.TrainRows);
        json.WriteNumber("test_rows", fit.TestRows);
        json.WriteNumber("epochs", fit.Epochs);
        json.WriteNumber("units", fit.Units);
        json.WriteNumber("dead_units", fit.DeadUnits);
        json.WriteNumber("findings", fit.Findings);
        json.WriteString("weights_sha256", fit.WeightsSha256);
        json.Number("seconds", fit.Seconds);
    }

    public static IReadOnlyList<KeyValuePair<string, string>> ReadSettings(JsonElement json) => [.. json.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, each.Value.GetString() ?? ""))];

    public static FitScore ReadFit(JsonElement json)
    {
        int Whole(string name) => json.GetProperty(name).GetInt32();
        return new FitScore(
            json.GetProperty("seed").GetUInt64(), double.NaN, ReadMetrics(json.GetProperty("test")), Whole("test_rows"), Whole("train_rows"), Whole("epochs"), Whole("units"), Whole("dead_units"),
            Whole("findings"), json.GetProperty("weights_sha256").GetString() ?? "", json.GetProperty("seconds").GetDouble())
        {
            Validation = ReadMetrics(json.GetProperty("validation")),
        };
    }

    private static void WriteMetrics(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> metrics)
    {
        json.WriteStartObject(name);
        foreach ((string metric, double value) in metrics)
        {
            json.Number(metric, value);
        }

        json.WriteEndObject();
    }

    private static Dictionary<string, double> ReadMetrics(JsonElement json) => json.EnumerateObject().ToDictionary(
        each => each.Name, each => each.Value.ValueKind is JsonValueKind.Null ? double.NaN : each.Value.GetDouble(), StringComparer.Ordinal);

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
