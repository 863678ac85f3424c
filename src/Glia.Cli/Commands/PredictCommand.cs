using System.CommandLine;
using Glia.Cli.Output;
using Glia.Networks;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Predicts every row of a table: a line a row, in order, as the rows are read; memory does not grow with the table.</summary>
internal static class PredictCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("predict", "Predicts every row of a table, a line a row; a table of any size, since rows are read and written as they come", host);
        var file = new Option<string?>("--out") { Description = "Write into this file instead of standard output", HelpName = "FILE" };
        var spread = new Option<bool>("--spread") { Description = "Of an ensemble, add how far its networks are apart: the standard deviation of their values, or of the probability they give to the predicted class" };
        shared.Command.Add(file);
        shared.Command.Add(spread);
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            bool spreads = parsed.GetValue(spread);
            if (spreads && model.Members.Count == 1)
            {
                throw new UsageException("--spread: this model is a single network, which is nowhere apart. Train one with --ensemble 5.");
            }

            void Write(TextWriter to)
            {
                using PredictionJson? json = shared.IsJson(parsed) ? new PredictionJson(to, model, spreads) : null;
                Predict(model, shared.Data(parsed), shared.Reading(parsed), json is null ? new PredictionCsv(to, model, spreads) : json, host);
            }

            if (parsed.GetValue(file) is not { } path)
            {
                Write(host.Out);
                return ExitCode.Done;
            }

            AtomicFile.Write(path, stream =>
            {
                using var to = new StreamWriter(stream, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
                Write(to);
            });
            return ExitCode.Done;
        });
        return shared.Command;
    }

    private static void Predict(TabularModel model, string data, TableOptions reading, IPredictionWriter writer, Host host)
    {
        // The header waits for the first rows: a table that cannot be predicted leaves standard output empty.
        bool isBegun = false;
        var unseen = new UnseenValues();
        long rows = model.PredictFile(
            data,
            prediction =>
            {
                if (!isBegun)
                {
                    writer.Begin();
                    isBegun = true;
                }

                writer.Add(prediction);
            },
            reading,
            unseen,
            host.Cancel);
        writer.End(rows);
        host.Say(unseen);
    }
}
