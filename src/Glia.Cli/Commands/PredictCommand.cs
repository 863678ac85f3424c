using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Glia.Cli.Output;
using Glia.Cli.Settings;
using Glia.Networks;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Predicts every row of a table: a line a row, in order.</summary>
internal static class PredictCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("predict", "Predicts every row of a table, a line a row", host);
        var file = new Option<string?>("--out") { Description = "Write into this file instead of standard output", HelpName = "FILE" };
        shared.Command.Add(file);
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            Table table = shared.Table(parsed, model);
            Prediction prediction = model.Predict(table);
            host.Cancel.ThrowIfCancellationRequested();
            void Write(TextWriter to)
            {
                if (shared.IsJson(parsed))
                {
                    to.Write(JsonText.Build(json => WriteJson(json, model, prediction)));
                }
                else
                {
                    WriteCsv(to, model, prediction);
                }
            }

            if (parsed.GetValue(file) is not { } path)
            {
                Write(host.Out);
                return ExitCode.Done;
            }

            AtomicFile.Write(path, stream =>
            {
                using var to = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
                Write(to);
            });
            return ExitCode.Done;
        });
        return shared.Command;
    }

    /// <summary>Classification: label, then a column a class; regression: prediction.</summary>
    private static void WriteCsv(TextWriter csv, TabularModel model, Prediction prediction)
    {
        if (model.Task is TaskKind.Regression)
        {
            Csv.WriteRow(csv, ["prediction"]);
            foreach (double value in prediction.Values)
            {
                Csv.WriteRow(csv, [Names.Text(value)]);
            }

            return;
        }

        int classes = prediction.Classes.Count;
        string[] fields = ["label", .. prediction.Classes.Select(name => $"probability_{name}")];
        Csv.WriteRow(csv, fields);
        for (int row = 0; row < prediction.Rows; row++)
        {
            fields[0] = prediction.Labels[row];
            for (int k = 0; k < classes; k++)
            {
                fields[k + 1] = prediction.Probabilities[(row * classes) + k].ToString("R", CultureInfo.InvariantCulture);
            }

            Csv.WriteRow(csv, fields);
        }
    }

    private static void WriteJson(Utf8JsonWriter json, TabularModel model, Prediction prediction)
    {
        int classes = prediction.Classes.Count;
        json.WriteStartObject();
        json.WriteString("task", Names.Snake(model.Task.ToString()));
        json.WriteString("target", model.Target);
        json.WriteNumber("rows", prediction.Rows);
        json.Array("classes", prediction.Classes, json.WriteStringValue);
        json.WriteStartArray("predictions");
        for (int row = 0; row < prediction.Rows; row++)
        {
            if (classes == 0)
            {
                json.NumberValue(prediction.Values[row]);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("label", prediction.Labels[row]);
            json.WriteStartArray("probabilities");
            for (int k = 0; k < classes; k++)
            {
                json.WriteNumberValue(prediction.Probabilities[(row * classes) + k]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
