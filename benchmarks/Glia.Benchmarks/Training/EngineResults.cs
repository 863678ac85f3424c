using System.Text.Json;
using Glia.Benchmarks.Comparison;

namespace Glia.Benchmarks.Training;

/// <summary>What <c>engine</c> measured, as it stands in benchmarks/results/engine-PROCESSOR.json.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Lanes">The widest vectors used.</param>
/// <param name="Steps">What training steps are made of.</param>
/// <param name="Growth">Training as one size grows.</param>
/// <param name="Inference">Prediction beside ONNX Runtime.</param>
/// <param name="Checkpoints">Training with and without checkpoints.</param>
/// <param name="Watching">Training watched and unwatched.</param>
internal sealed record EngineResults(
    string Processor,
    string Lanes,
    IReadOnlyList<StepCell> Steps,
    IReadOnlyList<GrowthCell> Growth,
    IReadOnlyList<InferenceCell> Inference,
    IReadOnlyList<CheckpointCell> Checkpoints,
    IReadOnlyList<WatchingCell> Watching)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Measures everything, and keeps it where a folder is named.</summary>
    /// <param name="folder">The folder, or null.</param>
    public static void Run(string? folder)
    {
        var results = new EngineResults(Machine.Name, Machine.Lanes, [.. StepParts.Run()], [.. TrainingGrowth.Run()], [.. InferenceSpeed.Run()], [.. CheckpointCost.Run()], [.. WatchingCost.Run()]);
        if (folder is not null)
        {
            string path = Path.Combine(folder, $"engine-{Machine.Short}.json");
            File.WriteAllText(path, JsonSerializer.Serialize(results, Json) + "\n");
            Console.WriteLine($"written: {path}");
        }
    }
}
