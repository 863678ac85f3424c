using System.CommandLine;
using System.Globalization;
using System.Text;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Measures what every column is worth to a model.</summary>
internal static class ImportanceCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("importance", "What every column is worth to a model: how much a metric falls when the column's values are exchanged between the rows", host);
        var defaults = new ImportanceOptions();
        var metric = new Option<string?>("--metric") { Description = "The metric, as glia evaluate --json names it; otherwise accuracy for classes, r2 for numbers and exact_match for several labels", HelpName = "NAME" };
        var repeats = new Option<int>("--repeats") { Description = "How often every column is permuted", HelpName = "COUNT", DefaultValueFactory = _ => defaults.Repeats };
        var seed = new Option<ulong>("--seed") { Description = "Source of all chance: the same seed gives the same numbers", HelpName = "NUMBER", DefaultValueFactory = _ => defaults.Seed };
        repeats.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 10_000))
            {
                result.AddError($"--repeats takes a whole number from 1 to 10000, not {result.Tokens[0].Value}.");
            }
        });
        shared.Command.Add(metric);
        shared.Command.Add(repeats);
        shared.Command.Add(seed);
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            var options = new ImportanceOptions { Metric = parsed.GetValue(metric), Repeats = parsed.GetValue(repeats), Seed = parsed.GetValue(seed) };
            ImportanceResult result = model.Importance(shared.Table(parsed, model), options, host.Cancel);
            host.Out.Write(shared.IsJson(parsed) ? Json(model, result, options) : Text(model, result, options, host.OutScreen));
            return ExitCode.Done;
        });
        return shared.Command;
    }

    private static string Json(TabularModel model, ImportanceResult result, ImportanceOptions options) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("task", Names.Snake(model.Task.ToString()));
        json.Target(model);
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("rows_without_target", result.RowsWithoutTarget);
        json.WriteString("metric", result.Metric);
        json.Number("baseline", result.Baseline);
        json.WriteNumber("repeats", options.Repeats);
        json.WriteNumber("seed", options.Seed);
        json.Objects("columns", result.Features, feature =>
        {
            json.WriteString("name", feature.Name);
            json.Number("importance", feature.Mean);
            json.Number("low", feature.Low);
            json.Number("high", feature.High);
            json.Array("falls", feature.Falls, json.NumberValue);
        });
        json.WriteEndObject();
    });

    private static string Text(TabularModel model, ImportanceResult result, ImportanceOptions options, Screen screen)
    {
        var text = new StringBuilder();
        string left = result.RowsWithoutTarget == 0 ? "" : $" ({Say.Count(result.RowsWithoutTarget)} without a target left out)";
        text.Append(model.Target).Append(": ").Append(Say.Count(result.Rows, "row")).Append(left).Append(", ")
            .Append(Say.Metric(result.Metric)).Append(' ').Append(Say.MetricValue(result.Metric, result.Baseline))
            .Append(". How much worse it gets without each column, mean of ").Append(Say.Count(options.Repeats, "permutation")).Append(":\n\n");
        const string Worse = "worse by", Interval = "95 % interval", Column = "column";
        var table = new TextTable(Worse, Interval, Column) { Numbers = { Worse, Interval } };
        foreach (FeatureImportance feature in result.Features)
        {
            table.Add(
                Say.Number(feature.Mean),
                feature.Low is { } low && feature.High is { } high ? $"{Say.Number(low)} to {Say.Number(high)}" : "–",
                feature.Name);
        }

        return text.Append(table.Write(screen.Width)).ToString();
    }
}
