using System.CommandLine;
using Glia.Cli.Settings;
using Glia.Cli.Training;

namespace Glia.Cli.Commands;

/// <summary>Learns a model from a table and writes it with its report into a folder.</summary>
internal static class TrainCommand
{
    public static Command Build(Host host)
    {
        var data = new Argument<string?>("data") { Description = "A table: CSV (also .gz), Parquet, Arrow, .npy, .npz, SQLite or DuckDB", Arity = ArgumentArity.ZeroOrOne };
        var config = new Option<string?>("--config") { Description = "Settings from a YAML file; the command line wins over it", HelpName = "FILE" };
        var print = new Option<bool>("--print-config") { Description = "Print all settings as YAML and do nothing else" };
        var resume = new Option<bool>("--resume") { Description = $"Go on with the interrupted training in --out ({RunFiles.Resume})" };
        var tensorBoard = new Option<string?>("--tensorboard") { Description = "Write every curve, and histograms of weights, gradients and activations, into this folder for TensorBoard", HelpName = "DIR" };
        var curves = new Option<string?>("--curves") { Description = "Write every curve, a line an epoch, into this file: .csv or .jsonl", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var certify = CommonOptions.Certify();
        var studio = new Option<bool>("--studio") { Description = "Show the training in the studio while it runs; the page stays open afterwards until Ctrl+C" };
        var command = new Command("train", "Learns a model from a table: chooses task, output and loss, trains, watches every unit, writes model and report") { data, config, print, resume, tensorBoard, curves, json, certify, studio };
        var options = new SettingOptions(command, SettingTable.All.Where(setting => setting.Name != "data"));
        command.SetAction(parsed =>
        {
            Dictionary<string, SettingInput> told = options.Read(parsed);
            if (parsed.GetValue(data) is { } table)
            {
                told.Add("data", new SettingInput("DATA", [table]));
            }

            RunPlan plan = SettingTable.Apply(FromFile(parsed.GetValue(config)), told);
            if (parsed.GetValue(print))
            {
                host.Out.Write(PlanYaml.Write(plan, null));
                return ExitCode.Done;
            }

            using var watch = new CurveWatch(parsed.GetValue(tensorBoard), parsed.GetValue(curves));
            return new TrainRun(host, plan, parsed.GetValue(resume)) { CertifySeconds = parsed.GetValue(certify), Curves = watch, OpensStudio = parsed.GetValue(studio) }.Run(parsed.GetValue(json));
        });
        return command;
    }

    private static RunPlan FromFile(string? path) => path is null
        ? new RunPlan()
        : SettingTable.Apply(new RunPlan(), YamlReader.Read(path, [.. SettingTable.All.Select(setting => setting.Name)]));
}
