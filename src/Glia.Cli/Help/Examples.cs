using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Glia.Cli.Help;

/// <summary>Examples of every command, shown behind its help. A test parses each; a command without one fails it.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, string[]> Lines = new(StringComparer.Ordinal)
    {
        ["glia"] =
        [
            "glia train penguins.csv --target species",
            "glia predict glia-run/model.onnx new.csv",
            "glia train --help",
        ],
        ["glia train"] =
        [
            "glia train penguins.csv --target species",
            "glia train prices.csv.gz --target price --hidden 64,32 --activation swish --learning-rate 0.003",
            "glia train penguins.csv --target species --class-weight balanced --norm batch --dropout 0.1 --heal",
            "glia train penguins.csv --target species --calibrate",
            "glia train visits.csv --target visits --loss poisson",
            "glia train penguins.csv --target bill_length_mm --target body_mass_g",
            "glia train --config glia-run/run.yaml",
            "glia train --config glia-run/run.yaml --resume",
            "glia train penguins.csv --target species --tensorboard runs/1 --curves curves.csv --json",
        ],
        ["glia lr-find"] =
        [
            "glia lr-find penguins.csv --target species",
            "glia lr-find penguins.csv --target species --hidden 64,64 --optimizer sgd --png rates.png",
        ],
        ["glia compare"] =
        [
            "glia compare penguins.csv --target species --activations relu,elu,swish",
            "glia compare penguins.csv --target species --vary \"hidden=16;64,32\" --vary learning_rate=0.001,0.01 --seeds 10",
        ],
        ["glia sweep"] =
        [
            "glia sweep space.yaml",
            "glia sweep space.yaml --out sweep --shard 0/4",
            "glia sweep space.yaml --json --jobs 8",
        ],
        ["glia sweep merge"] = ["glia sweep merge space.yaml --out sweep"],
        ["glia predict"] =
        [
            "glia predict glia-run new.csv",
            "glia predict model.onnx new.csv --json",
        ],
        ["glia evaluate"] = ["glia evaluate glia-run penguins.csv", "glia evaluate model.onnx penguins.csv --json"],
        ["glia importance"] = ["glia importance glia-run penguins.csv", "glia importance model.onnx penguins.csv --metric log_loss --repeats 30 --json"],
        ["glia diagnose"] = ["glia diagnose glia-run penguins.csv", "glia diagnose anything.onnx rows.csv --json"],
        ["glia heal"] = ["glia heal glia-run penguins.csv"],
        ["glia prune"] = ["glia prune glia-run penguins.csv"],
        ["glia export"] = ["glia export glia-run --csharp Penguins.cs --c penguins.c"],
        ["glia activations"] = ["glia activations", "glia activations \"leaky_relu(slope=0.1)\"", "glia activations swish --png swish.png"],
        ["glia verify"] = ["glia verify swish"],
        ["glia bench"] = ["glia bench", "glia bench --json"],
        ["glia studio"] = ["glia studio", "glia studio penguins.csv --target species"],
        ["glia completion"] = ["glia completion bash > ~/.local/share/bash-completion/completions/glia", "glia completion pwsh"],
    };

    /// <summary>The examples of a command, whole lines as typed.</summary>
    public static IReadOnlyList<string> Of(Command command) => Lines.GetValueOrDefault(Path(command)) ?? [];

    /// <summary>The command with those above it: "glia sweep merge".</summary>
    public static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "glia";

    /// <summary>Help of all commands ends in examples from now on.</summary>
    public static void Attach(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Action((HelpAction)help.Action!);
    }

    /// <summary>The usual help, then examples.</summary>
    public sealed class Action(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = usual.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            IReadOnlyList<string> lines = Of(parseResult.CommandResult.Command);
            if (lines.Count > 0)
            {
                output.Write("Examples:\n" + string.Concat(lines.Select(line => $"  {line}\n")) + "\n");
            }

            return code;
        }
    }
}
