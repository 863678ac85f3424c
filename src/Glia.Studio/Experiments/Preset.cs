using System.Text.Json;
using Glia.Studio.Live;

namespace Glia.Studio.Experiments;

/// <summary>An experiment worth seeing. Those that fail do so on purpose, and carry their cure.</summary>
internal sealed record Preset(string Name, string Title, string Sentence, Experiment Experiment)
{
    /// <summary>What to change, in words; null where nothing fails.</summary>
    public string? Cure { get; init; }

    /// <summary>The experiment with that change.</summary>
    public Experiment? Cured { get; init; }

    /// <summary>All, as presets.json has them: functions are named there, not in code.</summary>
    public static IReadOnlyList<Preset> All { get; } = Load();

    private static Preset[] Load()
    {
        using Stream file = typeof(Preset).Assembly.GetManifestResourceStream("presets.json")!;
        return JsonSerializer.Deserialize(file, StudioJson.Default.PresetArray)!;
    }
}
