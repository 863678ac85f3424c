using System.CommandLine;
using System.Globalization;
using Glia.Cli.Bench;
using Glia.Cli.Output;
using Glia.Cli.Terminal;

namespace Glia.Cli.Commands;

/// <summary>Measures what Glia does a second on this machine, beside what the machine can do.</summary>
internal static class BenchCommand
{
    public static Command Build(Host host)
    {
        var threads = new Option<int>("--threads") { Description = "Threads for products and trainings; 1 unless told", HelpName = "N", DefaultValueFactory = _ => 1 };
        var only = new Option<string?>("--only") { Description = "One group of measurements; all take a minute or two", HelpName = string.Join('|', BenchSuite.Groups) };
        only.AcceptOnlyFromAmong(BenchSuite.Groups);
        var json = CommonOptions.Json();
        var command = new Command("bench", "Measures kernels, products and trainings here, as shares of this machine's peak and memory speed") { threads, only, json };
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(threads);
            if (count is < 1 or > 1024)
            {
                throw new UsageException($"--threads is {count}; it must be between 1 and 1024.");
            }

            List<BenchRow> rows = [];
            foreach (BenchRow row in new BenchSuite(count, host.Cancel).Run(parsed.GetValue(only)))
            {
                rows.Add(row);
                host.Say($"glia: {row.Name}: {Rate(row)}");
            }

            host.Out.Write(parsed.GetValue(json) ? Json(rows, count) : Table(rows, host.OutScreen));
            return host.Cancel.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Done;
        });
        return command;
    }

    private static string Table(List<BenchRow> rows, Screen screen)
    {
        var table = new TextTable("what", "name", "speed", "of peak or copy") { Numbers = { "speed", "of peak or copy" } };
        string group = "";
        foreach (BenchRow row in rows)
        {
            table.Add(row.Group == group ? "" : row.Group, row.Name, Rate(row), row.Share is { } share ? $"{share.ToString("0 %", CultureInfo.InvariantCulture)} {row.Of}" : "");
            group = row.Group;
        }

        return table.Write(screen.Width);
    }

    private static string Json(List<BenchRow> rows, int threads) => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("threads", threads);
        writer.Objects("results", rows, row =>
        {
            writer.WriteString("group", row.Group);
            writer.WriteString("name", row.Name);
            writer.WriteNumber("rate", row.Rate);
            writer.WriteString("unit", row.Unit);
            if (row.Share is { } share)
            {
                writer.WriteNumber("share", share);
                writer.WriteString("of", row.Of);
            }

        });
        writer.WriteEndObject();
    });

    private static string Rate(BenchRow row) =>
        $"{row.Rate.ToString(row.Rate >= 1000 ? "#,0" : row.Rate >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture).Replace(',', ' ')} {row.Unit}";
}
