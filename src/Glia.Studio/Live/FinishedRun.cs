using System.Text.Json;
using Glia.Health;
using Glia.Studio.Experiments;

namespace Glia.Studio.Live;

/// <summary>A run that is over, from the run.json that <c>glia train</c> writes: to be laid beside others.</summary>
internal static class FinishedRun
{
    /// <summary>Reads one.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="number">Its number; negative, so that it is no experiment of the studio.</param>
    /// <exception cref="GliaException">It is no such file.</exception>
    public static RunLook Read(ReadOnlyMemory<byte> json, string name, int number)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(json);
            JsonElement record = file.RootElement.GetProperty("record"), options = record.GetProperty("options"), health = file.RootElement.GetProperty("health_report");
            JsonElement[] functions = [.. health.GetProperty("layers").EnumerateArray()];
            string target = file.RootElement.GetProperty("target").GetString()!, source = Path.GetFileName(record.GetProperty("source").GetString()!);
            JsonElement[] dense = [.. record.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("kind").GetString() == "dense")];
            double?[][] curve = [.. record.GetProperty("history").EnumerateArray().Select(Point)];
            TargetLook[] several = file.RootElement.TryGetProperty("targets", out JsonElement targets)
                ? [.. targets.EnumerateArray().Select(each => new TargetLook(Text(each, "name"), [.. each.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!)]))] : [];
            string metric = record.GetProperty("metric").GetString()!;
            return new RunLook(number, $"{source} → {target}", file.RootElement.GetProperty("task").GetString()!, Words.Metric(metric), Settings(options, source, target, several.Length > 0 ? [.. several.Select(each => each.Name)] : null))
            {
                Targets = several,
                Epochs = curve.Length,
                Steps = record.GetProperty("steps").GetInt64(),
                Status = "over",
                Curve = Curve.Thin(curve),
                Parameters = record.GetProperty("parameters").GetInt64(),
                Structure = [.. dense.Select((layer, i) => new LayerSetup(layer.GetProperty("name").GetString()!, layer.GetProperty("outputs").GetInt32(), i < functions.Length ? functions[i].GetProperty("activation").GetString() : null, layer.GetProperty("text").GetString()!))],
                Layers = [.. functions.Select(Layer), new LayerLook()],
                Findings = [.. health.GetProperty("findings").EnumerateArray().Select(finding => new FindingLook(Text(finding, "problem"), Text(finding, "layer"), 0, Text(finding, "proof"), Text(finding, "evidence"), Text(finding, "advice"), null))],
            };
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new GliaException($"{name} is no run.json of 'glia train': {(wrong is KeyNotFoundException ? "what belongs in one is missing." : wrong.Message)} Give the run.json beside a report.html.", wrong);
        }
    }

    private static double?[] Point(JsonElement epoch) =>
        [epoch.GetProperty("epoch").GetInt32(), Number(epoch, "train_loss"), Number(epoch, "validation_loss"), Number(epoch, "train_metric"), Number(epoch, "validation_metric")];

    private static LayerLook Layer(JsonElement layer) => new()
    {
        States = [.. layer.GetProperty("state").EnumerateArray().Select(state => (byte)Enum.Parse<UnitState>(state.GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true))],
        ForwardGain = Number(layer, "forward_gain"),
        BackwardGain = Number(layer, "backward_gain"),
        UpdateRatio = Number(layer, "update_ratio"),
    };

    private static Experiment Settings(JsonElement options, string source, string target, string[]? several)
    {
        int[] hidden = [.. options.GetProperty("hidden").EnumerateArray().Select(units => units.GetInt32())];
        string[] functions = [.. options.GetProperty("activations").EnumerateArray().Select(text => text.GetString()!)];
        return new Experiment
        {
            Data = source,
            Target = several is null ? target : null,
            Targets = several,
            Layers = [.. hidden.Select((units, i) => new LayerPlan(units, functions.Length == 0 ? Text(options, "activation") : functions[Math.Min(i, functions.Length - 1)]))],
            Initialization = Text(options, "initialization"),
            Optimizer = Text(options, "optimizer"),
            Rate = Number(options, "learning_rate") ?? 0,
            Batch = (int)(Number(options, "batch_size") ?? 0),
            L1 = Number(options, "l1") ?? 0,
            L2 = Number(options, "l2") ?? 0,
            Dropout = Number(options, "dropout") ?? 0,
            Clip = Number(options, "clip_norm") ?? 0,
            Norm = options.GetProperty("batch_norm").GetBoolean() ? "batch" : options.GetProperty("layer_norm").GetBoolean() ? "layer" : "none",
            Scaling = Text(options, "scaling"),
            Seed = (ulong)(Number(options, "seed") ?? 0),
            Epochs = (int)(Number(options, "epochs") ?? 0),
        };
    }

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double? Number(JsonElement of, string name) => of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
