using System.CommandLine;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Health;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Looks at what the rows of a table do to every unit of a model.</summary>
internal static class DiagnoseCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("diagnose", "Says how healthy a model is on the rows of a table: every layer, every unit, every finding");
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            Table table = shared.Table(parsed, model);
            HealthReport report = HealthExam.Examine(model.Network, model.Preprocessor.Transform(table), table.Rows);
            host.Cancel.ThrowIfCancellationRequested();
            if (shared.IsJson(parsed))
            {
                host.Out.Write(JsonText.Build(json =>
                {
                    json.WriteStartObject();
                    HealthJson.Write(json, report);
                    json.WriteEndObject();
                }));
            }
            else
            {
                host.Out.Write($"{Say.Count(table.Rows, "row")} of {table.Source} through {Say.Count(model.Network.Layers.Count, "layer")}\n\n");
                host.Out.Write(HealthText.Write(report, host.OutScreen.Width));
            }

            return ExitCode.Done;
        });
        return shared.Command;
    }
}
