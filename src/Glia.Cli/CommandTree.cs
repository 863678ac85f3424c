using System.CommandLine;
using Glia.Cli.Commands;
using Glia.Cli.Help;

namespace Glia.Cli;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Build(Host host)
    {
        RootCommand root = Commands(host);
        Examples.Attach(root);
        return root;
    }

    private static RootCommand Commands(Host host) => new("Trains small networks on tables, and watches every unit while they learn.")
    {
        TrainCommand.Build(host),
        LrFindCommand.Build(host),
        CompareCommand.Build(host),
        SweepCommand.Build(host),
        PredictCommand.Build(host),
        EvaluateCommand.Build(host),
        ImportanceCommand.Build(host),
        DiagnoseCommand.Build(host),
        HealCommand.Build(host),
        PruneCommand.Build(host),
        ExportCommand.Build(host),
        ActivationsCommand.Build(host),
        VerifyCommand.Build(host),
        BenchCommand.Build(host),
        StudioCommand.Build(host),
        CompletionCommand.Build(host),
    };
}
