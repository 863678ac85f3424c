using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.HealthBoard.Catalog;

/// <summary>
/// Reads the case files, one a family. A setup is the family's <c>setup</c>, over it the case's own fields; a <c>twin</c> is the case's setup
/// with its fields over it.
/// </summary>
internal static class Files
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    public static IReadOnlyList<CaseFamily> Load(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>A setup with some fields replaced by texts.</summary>
    public static Setup With(Setup setup, IEnumerable<(string Field, string Value)> changes)
    {
        JsonObject fields = JsonSerializer.SerializeToNode(setup, Json)!.AsObject();
        foreach ((string field, string value) in changes)
        {
            fields[field] = double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out double number) && field is not "hidden"
                ? JsonValue.Create(number)
                : JsonValue.Create(value);
        }

        return fields.Deserialize<Setup>(Json)!;
    }

    private static CaseFamily Read(string path)
    {
        try
        {
            JsonDocumentOptions lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            JsonObject file = JsonNode.Parse(File.ReadAllText(path), documentOptions: lenient)!.AsObject();
            JsonObject shared = file["setup"]?.AsObject() ?? [];
            foreach (JsonObject entry in file["cases"]!.AsArray().Select(node => node!.AsObject()))
            {
                JsonObject setup = Merge(shared, entry["setup"]);
                if (entry["twin"] is { } twin)
                {
                    entry["twin"] = Merge(setup, twin);
                }

                entry["setup"] = setup;
            }

            file.Remove("setup");
            return file.Deserialize<CaseFamily>(Json)!;
        }
        catch (JsonException wrong)
        {
            throw new GliaException($"{path} is not a family of cases: {wrong.Message}", wrong);
        }
    }

    private static JsonObject Merge(JsonObject under, JsonNode? over)
    {
        JsonObject merged = under.DeepClone().AsObject();
        foreach ((string field, JsonNode? value) in over?.AsObject() ?? [])
        {
            merged[field] = value?.DeepClone();
        }

        return merged;
    }
}
