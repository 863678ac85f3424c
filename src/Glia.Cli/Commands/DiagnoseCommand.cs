using System.CommandLine;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Health;
using Glia.Health.Certificates;
using Glia.OnnxHealth;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Looks at what the rows of a table do to every unit of a model.</summary>
internal static class DiagnoseCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("diagnose", "Says how healthy a model is on the rows of a table: every layer, every unit, every finding. Any ONNX model will do: glia diagnose resnet.onnx images.csv", host);
        Option<double> certify = CommonOptions.Certify();
        Option<string?> ranges = CommonOptions.Ranges();
        shared.Command.Add(certify);
        shared.Command.Add(ranges);
        shared.Command.SetAction(parsed =>
        {
            if (shared.IsForeign(parsed))
            {
                Examine(host, shared, parsed, shared.Foreign(parsed) with { CertifySeconds = parsed.GetValue(certify) });
                return ExitCode.Done;
            }

            TabularModel model = shared.Model(parsed);
            Table table = shared.Table(parsed, model);
            float[] x = model.Preprocessor.Transform(table);
            var options = new HealthOptions { Certification = Certification(parsed.GetValue(certify) / model.Members.Count, model, host, shared.Ranges(parsed, ranges, model)) };
            HealthReport report = EnsembleHealth.Of([.. model.Members.Select(member => HealthExam.Examine(member, x, table.Rows, options))])!;
            host.Cancel.ThrowIfCancellationRequested();
            string members = model.Members.Count == 1 ? "" : $" of each of {Say.Count(model.Members.Count, "network")}";
            Write(host, shared.IsJson(parsed), report, $"{Say.Count(table.Rows, "row")} of {table.Source} through {Say.Count(model.Network.Layers.Count, "layer")}{members}");
            return ExitCode.Done;
        });
        return shared.Command;
    }

    /// <summary>A model of another maker: run by ONNX Runtime, what was decided on the way is said on the side.</summary>
    private static void Examine(Host host, ModelCommand shared, ParseResult parsed, OnnxExamOptions options)
    {
        Table table = shared.Table(parsed);
        OnnxExamResult result = OnnxExam.Examine(shared.Path(parsed), table, options, host.Cancel);
        foreach (string note in result.Notes)
        {
            host.Say($"glia: {note}");
        }

        Write(host, shared.IsJson(parsed), result.Report, $"{Say.Count(result.Rows, "row")} of {table.Source} through {Say.Count(result.Report.Layers.Count, "activation")} of {shared.Path(parsed)}");
    }

    private static void Write(Host host, bool isJson, HealthReport report, string title)
    {
        if (!isJson)
        {
            host.Out.Write($"{title}\n\n{HealthText.Write(report, host.OutScreen.Width)}");
            return;
        }

        host.Out.Write(JsonText.Build(json =>
        {
            json.WriteStartObject();
            HealthJson.Write(json, report);
            json.WriteEndObject();
        }));
    }

    /// <summary>Proofs over a box, or the ranges and categories of the table's rows; null for 0 seconds.</summary>
    public static CertificationOptions? Certification(double seconds, TabularModel model, Host host, Box? box) => seconds > 0
        ? new CertificationOptions { Box = box, Seconds = seconds, Groups = model.Preprocessor.OneHotGroups, Cancel = host.Cancel }
        : null;
}
