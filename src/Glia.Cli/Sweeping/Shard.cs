using System.Globalization;
using System.Text;
using System.Text.Json;
using Glia.Cli.Output;
using Glia.Networks;

namespace Glia.Cli.Sweeping;

/// <summary>A share of the trials: every n-th, beginning with the i-th, counted from 0.</summary>
internal sealed record Shard(int Index, int Count)
{
    private const int Most = 100_000;

    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Names of the files of the share, without ending.</summary>
    public string Name => Count == 1 ? "sweep" : string.Create(CultureInfo.InvariantCulture, $"shard-{Index}-of-{Count}");

    /// <summary>Reads "2/8".</summary>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is > 0 and <= Most && index < count
            ? new Shard(index, count)
            : throw new UsageException($"--shard wants INDEX/COUNT with the index from 0 to COUNT − 1, such as 0/4; '{text}' was given.");
    }

    /// <summary>The numbers of its trials.</summary>
    public IReadOnlyList<int> Trials(int all) => [.. Enumerable.Range(0, all).Where(trial => trial % Count == Index)];
}

/// <summary>The result of a share as one file of JSON: whole or not there.</summary>
internal static class ShardFile
{
    public static void Write(string path, string identity, Shard shard, int trials, IReadOnlyList<TrialFit> fits)
    {
        string text = JsonText.Build(json =>
        {
            json.WriteStartObject();
            json.WriteString("sweep", identity);
            json.WriteNumber("shard", shard.Index);
            json.WriteNumber("shards", shard.Count);
            json.WriteNumber("trials", trials);
            json.Objects("fits", fits, each =>
            {
                json.WriteNumber("trial", each.Trial);
                json.WriteNumber("most_epochs", each.Epochs);
                json.WritePropertyName("settings");
                FitJson.WriteSettings(json, each.Settings);
                FitJson.WriteFit(json, each.Fit);
            });
            json.WriteEndObject();
        });
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Reads a file of <see cref="Write"/>.</summary>
    public static (Shard Shard, IReadOnlyList<TrialFit> Fits) Read(string path, string identity, int trials)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.GetProperty("sweep").GetString() != identity || root.GetProperty("trials").GetInt32() != trials)
            {
                throw new UsageException($"{path} belongs to another sweep: space, settings, seed, trials or table have changed since.");
            }

            var shard = new Shard(root.GetProperty("shard").GetInt32(), root.GetProperty("shards").GetInt32());
            return (shard, [.. root.GetProperty("fits").EnumerateArray().Select(each => new TrialFit(
                each.GetProperty("trial").GetInt32(), each.GetProperty("most_epochs").GetInt32(), FitJson.ReadSettings(each.GetProperty("settings")), FitJson.ReadFit(each)))]);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new GliaException($"{path} is no result of a shard, or a damaged one; run that shard again. ({wrong.Message})", wrong);
        }
    }
}
