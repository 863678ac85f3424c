using System.CommandLine;
using System.Runtime.InteropServices;
using Glia.Cli.Help;
using Glia.Cli.Terminal;

namespace Glia.Cli;

/// <summary>The one place where errors become messages and exit codes.</summary>
internal static class Entry
{
    /// <summary>Runs with the console, where Ctrl+C and a polite kill ask for an orderly end; asked twice, the process ends at once.</summary>
    public static int Run(string[] args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            if (!stop.IsCancellationRequested)
            {
                context.Cancel = true;
                stop.Cancel();
            }
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = false, NewLine = "\n" };
        int code = Run(args, new Host(output, Console.Error, Screen.OfOutput(), Screen.OfError(), stop.Token));
        return Flush(output) ? code : ExitCode.Failed;
    }

    /// <summary>Runs with any host; what every test calls.</summary>
    public static int Run(IReadOnlyList<string> args, Host host)
    {
        Formats.Register();
        try
        {
            RootCommand root = CommandTree.Build(host);
            ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            bool isAskedFor = parsed.Action is Examples.Action || root.Directives.Any(directive => parsed.GetResult(directive) is not null);
            if (parsed.Errors.Count > 0 && !isAskedFor)
            {
                return WrongUsage(host, parsed);
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException wrong)
        {
            host.Say($"glia: {wrong.Message}");
            return ExitCode.WrongUsage;
        }
        catch (GliaException wrong)
        {
            host.Say($"glia: {wrong.Message}");
            return ExitCode.Failed;
        }
        catch (IOException wrong)
        {
            host.Say($"glia: {wrong.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (host.Cancel.IsCancellationRequested)
        {
            host.Say("glia: stopped.");
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // The last line of defence: whatever happens, one line instead of a page of trace.
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            return Unexpected(host, unexpected);
        }
    }

    private static int WrongUsage(Host host, ParseResult parsed)
    {
        Command wanted = parsed.CommandResult.Command;
        string command = WrongValues.Path(parsed.CommandResult);
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string seen = parsed.UnmatchedTokens[0];
            IEnumerable<string> known = seen.StartsWith('-') ? wanted.Options.Select(option => option.Name) : wanted.Subcommands.Select(each => each.Name);
            host.Say($"glia: '{seen}' is not known to 'glia {command}'.".Replace(" '.", "'.", StringComparison.Ordinal) + NearNames.Question(seen, known));
        }
        else
        {
            host.Say($"glia: {WrongValues.Say(parsed)}");
        }

        host.Say($"'glia {command}--help' lists what there is.");
        return ExitCode.WrongUsage;
    }

    private static int Unexpected(Host host, Exception unexpected)
    {
        bool isTraced = Environment.GetEnvironmentVariable("GLIA_DEBUG") is { Length: > 0 } and not "0";
        host.Say(isTraced
            ? $"glia: unexpected: {unexpected}"
            : $"glia: unexpected: {unexpected.GetType().Name}: {unexpected.Message.ReplaceLineEndings(" ")} Set GLIA_DEBUG=1 to see where.");
        return ExitCode.Failed;
    }

    /// <summary>The last of the output may find the disk full. (A reader that closed the pipe, as <c>head</c> does, is no failure.)</summary>
    private static bool Flush(StreamWriter output)
    {
        try
        {
            output.Flush();
            return true;
        }
        catch (IOException wrong)
        {
            Console.Error.WriteLine($"glia: standard output cannot be written: {wrong.Message}");
            return false;
        }
    }
}
