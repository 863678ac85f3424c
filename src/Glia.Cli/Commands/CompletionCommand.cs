using System.CommandLine;
using Glia.Cli.Help;

namespace Glia.Cli.Commands;

/// <summary>Prints what a shell needs to complete words of this command.</summary>
internal static class CompletionCommand
{
    public static Command Build(Host host)
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", CompletionScripts.Shells) };
        shell.CompletionSources.Add(_ => CompletionScripts.Shells.Select(each => new System.CommandLine.Completions.CompletionItem(each)));
        var command = new Command("completion", "Prints a script that makes a shell complete commands and options") { shell };
        command.SetAction(parsed =>
        {
            host.Out.Write(CompletionScripts.Of(parsed.GetRequiredValue(shell)));
            return ExitCode.Done;
        });
        return command;
    }
}
