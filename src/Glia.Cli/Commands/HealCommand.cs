using System.CommandLine;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Training;
using Glia.Health.Treatments;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Tries treatments on a model whose network is sick and writes the healed one.</summary>
internal static class HealCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("heal", "Tries treatments on copies of a model's network, judges them by held rows, keeps the best and rolls back the rest", host, takesForeign: false);
        var output = new Option<string>("--out") { Description = "Where the healed model goes, as .glia and .onnx; default: beside the model, with -healed in its name", HelpName = "FILE" };
        var seconds = new Option<double>("--seconds") { Description = "The most seconds for everything", DefaultValueFactory = _ => new HealOptions().Seconds, HelpName = "SECONDS" };
        var epochs = new Option<int>("--epochs") { Description = "Epochs that every treatment is trained for; 0: as many as the training had", HelpName = "COUNT" };
        foreach (Option option in new Option[] { output, seconds, epochs })
        {
            shared.Command.Add(option);
        }

        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            Table table = shared.Table(parsed, model);
            var options = new HealOptions { Seconds = Positive(parsed.GetValue(seconds)), Epochs = NotNegative(parsed.GetValue(epochs)) };
            (TabularModel healed, IReadOnlyList<HealResult?> results) = ModelHealer.HealMembers(model, table, options, new HealWatch(host), host.Cancel);
            IReadOnlyList<string> files = ReferenceEquals(healed, model) ? [] : Save(healed, parsed.GetValue(output) ?? Beside(shared.Path(parsed)));
            host.Out.Write(shared.IsJson(parsed) ? Json(results, files) : Text(results, files, host.OutScreen.Width));
            return host.Cancel.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Done;
        });
        return shared.Command;
    }

    private static string Beside(string model) => Path.Combine(Path.GetDirectoryName(model) ?? "", Path.GetFileNameWithoutExtension(model) + "-healed.glia");

    private static string[] Save(TabularModel model, string path)
    {
        string onnx = Path.ChangeExtension(path, ".onnx"), glia = Path.ChangeExtension(path, ".glia");
        model.SaveCheckpoint(glia);
        model.Save(onnx);
        return [glia, onnx];
    }

    private static string Json(IReadOnlyList<HealResult?> results, IReadOnlyList<string> files) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        if (results is [var one])
        {
            HealJson.Write(json, "healing", one);
        }
        else
        {
            json.Objects("members", results, result => HealJson.Write(json, "healing", result));
        }

        json.Array("files", files, json.WriteStringValue);
        json.WriteEndObject();
    });

    private static string Text(IReadOnlyList<HealResult?> results, IReadOnlyList<string> files, int width) =>
        string.Concat(results.Select((result, i) => $"{(results.Count == 1 ? "" : $"member {i + 1}: ")}{Text(result, results.Count > 1, width)}"))
        + (files.Count == 0 ? "" : $"wrote {string.Join(" and ", files)}\n");

    private static string Text(HealResult? result, bool isMember, int width) => result is null
        ? "healthy: no findings, nothing to heal\n"
        : (isMember ? "\n" : "") + HealText.Write(result, width);

    private static double Positive(double seconds) =>
        seconds > 0 ? seconds : throw new UsageException($"--seconds is {Say.Number(seconds)}; it has to be more than 0.");

    private static int NotNegative(int epochs) => epochs >= 0 ? epochs : throw new UsageException($"--epochs is {epochs}; it has to be 0 or more.");
}
