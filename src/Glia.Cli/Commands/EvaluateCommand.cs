using System.CommandLine;
using System.Globalization;
using System.Text;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Judges a model on rows whose target is known.</summary>
internal static class EvaluateCommand
{
    /// <summary>Classes up to which the confusion matrix is printed for people.</summary>
    private const int MostClasses = 30;

    public static Command Build(Host host)
    {
        var shared = new ModelCommand("evaluate", "Judges a model on a table whose target is known: metrics and confusion matrix", host);
        shared.Command.SetAction(parsed =>
        {
            TabularModel model = shared.Model(parsed);
            var unseen = new UnseenValues();
            Evaluation evaluation = model.Evaluate(shared.Table(parsed, model), unseen);
            host.Cancel.ThrowIfCancellationRequested();
            host.Out.Write(shared.IsJson(parsed) ? Json(model, evaluation) : Text(model, evaluation, host.OutScreen));
            host.Say(unseen);
            return ExitCode.Done;
        });
        return shared.Command;
    }

    private static string Json(TabularModel model, Evaluation evaluation) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("task", Names.Snake(model.Task.ToString()));
        json.Target(model);
        json.WriteNumber("rows", evaluation.Rows);
        json.WriteNumber("rows_without_target", evaluation.RowsWithoutTarget);
        EvaluationJson.Metrics(json, "metrics", evaluation);
        EvaluationJson.Confusion(json, model.Classes, evaluation);
        EvaluationJson.ByTarget(json, "by_target", model, evaluation);
        json.WriteEndObject();
    });

    private static string Text(TabularModel model, Evaluation evaluation, Screen screen)
    {
        var text = new StringBuilder();
        string left = evaluation.RowsWithoutTarget == 0 ? "" : $" ({Say.Count(evaluation.RowsWithoutTarget)} without a target left out)";
        text.Append(model.Target).Append(": ").Append(Say.Count(evaluation.Rows, "row")).Append(left).Append("\n\n");
        var metrics = new TextTable("metric", "value") { Numbers = { "value" } };
        foreach ((string name, double value) in evaluation.Metrics)
        {
            metrics.Add(Say.Metric(name), Say.MetricValue(name, value));
        }

        text.Append(metrics.Write());
        if (evaluation.Targets is { } targets)
        {
            text.Append('\n').Append(ByTarget(targets, screen));
        }

        if (evaluation.Confusion.Count is > 0 and <= MostClasses)
        {
            text.Append('\n').Append(Confusion(model.Classes, evaluation.Confusion, screen));
        }

        return text.ToString();
    }

    private static string ByTarget(IReadOnlyDictionary<string, Evaluation> targets, Screen screen)
    {
        string[] names = [.. targets.Values.SelectMany(target => target.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        var table = new TextTable([.. names.Select(Say.Metric), "target"]);
        table.Numbers.UnionWith(names.Select(Say.Metric));
        foreach ((string target, Evaluation evaluation) in targets)
        {
            table.Add([.. names.Select(name => evaluation.Metrics.TryGetValue(name, out double value) ? Say.MetricValue(name, value) : "–"), target]);
        }

        return table.Write(screen.Width);
    }

    private static string Confusion(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<int>> counts, Screen screen)
    {
        var table = new TextTable(["actual ↓  predicted →", .. classes]);
        table.Numbers.UnionWith(classes);
        for (int actual = 0; actual < classes.Count; actual++)
        {
            table.Add([classes[actual], .. counts[actual].Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        return table.Write(screen.Width);
    }
}
