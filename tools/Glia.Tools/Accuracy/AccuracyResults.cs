using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Glia.Kernels.Activations;

namespace Glia.Tools.Accuracy;

/// <summary>benchmarks/results/accuracy.json: one record a function, by name.</summary>
internal sealed class AccuracyResults
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
    };

    private readonly string _path;
    private readonly SortedDictionary<string, AccuracyRecord> _records = new(StringComparer.Ordinal);

    private AccuracyResults(string path)
    {
        _path = path;
        if (File.Exists(path))
        {
            foreach (AccuracyRecord record in JsonSerializer.Deserialize<AccuracyRecord[]>(File.ReadAllText(path), Json)!)
            {
                _records[record.Name] = record.ByTodaysBounds();
            }
        }
    }

    /// <summary>Gets the functions there must be a record of.</summary>
    public static IEnumerable<ActivationInfo> Verifiable => ActivationCatalog.All;

    public bool IsEmpty => _records.Count == 0;

    public static AccuracyResults Load(string root) => new(Path.Combine(root, "benchmarks", "results", "accuracy.json"));

    public AccuracyRecord? Find(string name) => _records.GetValueOrDefault(name);

    /// <summary>Replaces the function's record, and writes the file at once: an interruption loses the function at work and no other.</summary>
    public void Save(AccuracyRecord record)
    {
        _records[record.Name] = record;
        string unfinished = _path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(_records.Values, Json) + "\n");
        File.Move(unfinished, _path, overwrite: true);
    }

    /// <summary>Which functions the records do not speak for, and why. None while nothing at all is recorded.</summary>
    public IEnumerable<string> Stale() => IsEmpty ? [] :
        from info in Verifiable
        let why = AccuracyRecord.WhyStale(info, Find(info.Name), out _)
        where why is not null
        select $"{info.Name} {why}; run: {AccuracyCommand.Line} --missing";
}
