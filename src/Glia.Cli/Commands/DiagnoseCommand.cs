using System.CommandLine;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Health;
using Glia.Health.Certificates;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Looks at what the rows of a table do to every unit of a model.</summary>
internal static class DiagnoseCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("diagnose", "Says how healthy a model is on the rows of a table: every layer, every unit, every finding");
        Option<double> certify = CommonOptions.Certify();
        shared.Command.Add(certify);
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            Table table = shared.Table(parsed, model);
            HealthReport report = HealthExam.Examine(model.Network, model.Preprocessor.Transform(table), table.Rows, new HealthOptions
            {
                Certification = Certification(parsed.GetValue(certify), model, host),
            });
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

    /// <summary>Proofs over the ranges and categories of the table's rows; null for 0 seconds.</summary>
    public static CertificationOptions? Certification(double seconds, TabularModel model, Host host) => seconds > 0
        ? new CertificationOptions { Seconds = seconds, Groups = model.Preprocessor.OneHotGroups, Cancel = host.Cancel }
        : null;
}
