using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Training;
using Glia.SourceCode;
using Glia.Studio;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Opens the studio: a local page on which a network learns, its units die and are cured.</summary>
internal static class StudioCommand
{
    public static Command Build(Host host)
    {
        var data = new Argument<string?>("DATA") { Description = "A table to begin with, CSV or TSV; toys and samples are there without it", Arity = ArgumentArity.ZeroOrOne };
        var target = new Option<string[]>("--target", "-t") { Description = "The column to predict; the last one unless told. Several times, or with commas between, for several at once", HelpName = "COLUMN" };
        var port = new Option<int>("--port") { Description = "Port on this machine; a free one unless told", HelpName = "N" };
        var token = new Option<string?>("--token") { Description = "Secret in the address; a new one unless told. The same one again lets open pages find a restarted studio", HelpName = "TEXT" };
        var listen = new Option<string?>("--listen") { Description = "Address to listen on for others to see the page, such as 192.168.1.20, or 0.0.0.0 for all of this machine's; unencrypted, guarded by the token only [127.0.0.1]", HelpName = "ADDRESS" };
        var quiet = new Option<bool>("--no-browser") { Description = "Only print the address" };
        var command = new Command("studio", "Opens a local page where a network learns live: every unit, its death, its cause and its cure. Example: glia studio penguins.csv --target species")
        {
            data, target, port, token, listen, quiet,
        };
        command.SetAction(parsed =>
        {
            int number = parsed.GetValue(port);
            if (number is < 0 or > 65535)
            {
                throw new UsageException($"--port is {number}; it must be between 1 and 65535, or 0 for a free one.");
            }

            StudioOptions options = new()
            {
                DataPath = parsed.GetValue(data),
                Targets = parsed.GetValue(target) ?? [],
                Port = number,
                Token = parsed.GetValue(token),
                Listen = Address(parsed.GetValue(listen)),
                Report = Report,
                Source = model => model.ToCSharp("Model"),
            };
            return RunAsync(host, options, open: !parsed.GetValue(quiet)).GetAwaiter().GetResult();
        });
        return command;
    }

    private static async Task<int> RunAsync(Host host, StudioOptions options, bool open)
    {
        StudioServer studio = await StudioServer.StartAsync(options, host.Cancel).ConfigureAwait(false);
        host.Out.WriteLine(studio.Address);
        host.Out.Flush();
        host.Say(options.Listen is null || IPAddress.IsLoopback(options.Listen) ? "The studio is open at this address, on this machine only. Ctrl+C closes it."
            : $"The studio is open on {options.Listen}, unencrypted: whoever reaches it and has the token can use it. Ctrl+C closes it.");
        if (open && !TryOpen(studio.Address))
        {
            host.Say("No browser could be started; open the address yourself.");
        }

        await studio.RunUntilAsync(host.Cancel).ConfigureAwait(false);
        host.Say("The studio is closed.");
        return ExitCode.Done;
    }

    private static IPAddress? Address(string? text) => text is null ? null
        : IPAddress.TryParse(text, out IPAddress? address) ? address
        : throw new UsageException($"--listen is '{text}'; it must be an IP address of this machine, such as 127.0.0.1.");

    /// <summary>The page of a run, as <c>glia train</c> writes it.</summary>
    private static string Report(TabularModel model) => ReportWriter.Write(ReportFrom.Run(
        new TrainedRun(new RunPlan { Data = model.Run!.Source, Targets = model.TargetNames, Fit = model.Run.Options }, model, model.Health!), RunFiles.Configuration));

    private static bool TryOpen(Uri address)
    {
        try
        {
            using Process? browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (Exception wrong) when (wrong is Win32Exception or PlatformNotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }
}
