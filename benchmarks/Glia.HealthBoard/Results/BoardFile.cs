using System.Text.Json;
using System.Text.Json.Serialization;

namespace Glia.HealthBoard.Results;

/// <summary>benchmarks/results/health.json: families in the order of their files, and every case that was run.</summary>
internal sealed class BoardFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IList<FamilyHead> Families { get; set; } = [];

    public SortedDictionary<string, CaseResult> Cases { get; set; } = new(StringComparer.Ordinal);

    public static BoardFile Load(string path) => File.Exists(path) ? Read<BoardFile>(path) : new BoardFile();

    public static T Read<T>(string path) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) ?? throw new GliaException($"{path} is empty.");

    public static void Write<T>(string path, T content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string part = path + ".part";
        File.WriteAllText(part, JsonSerializer.Serialize(content, Json) + "\n");
        File.Move(part, path, overwrite: true);
    }
}

/// <summary>The head of a family's table.</summary>
internal sealed record FamilyHead(string Family, string Title, string Source, string Note);
