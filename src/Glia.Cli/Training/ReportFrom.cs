using System.Globalization;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Kernels.Activations;
using Glia.Networks.Layers;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>Gathers what the page shows from the model, its record and its health.</summary>
internal static class ReportFrom
{
    /// <summary>Categories named in the table of columns.</summary>
    private const int MostCategories = 8;

    public static ReportData Run(TrainedRun run, string configuration)
    {
        RunRecord record = run.Record;
        return new ReportData
        {
            Source = record.Source,
            Target = run.Model.Target,
            Task = run.Model.Task.ToString().ToLowerInvariant(),
            TaskWhy = Say.Capital(record.Schema.Why) + ".",
            OutputActivation = record.OutputActivation,
            Loss = record.Loss,
            MetricName = record.Metric,
            Curve = [.. record.History.Select(epoch => new CurvePoint(
                epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.TrainMetric, epoch.ValidationMetric, epoch.LearningRate))],
            BestEpoch = record.BestEpoch,
            Ended = Summary.Ended(record),
            Seconds = record.Seconds,
            RowsPerSecond = record.RowsPerSecond,
            Splits = [.. Alone(record), .. record.Evaluation.Select(part => new SplitScore(PartName(part.Key), part.Value.Rows, part.Value.Metrics))],
            Confusion = Confusion(run),
            Scatters = [.. Scatters(run)],
            Targets = Targets(run),
            Calibrations = record.CalibrationByTarget is { } several ? [.. several] : record.Calibration is { } one ? [KeyValuePair.Create(run.Model.Target, one)] : [],
            Health = run.Health,
            Healing = run.Healing,
            Columns = Columns(run),
            RowsRead = record.Rows.Read,
            RowsWithoutTarget = record.Rows.WithoutTarget,
            Layers = [.. record.Layers.Select(layer => new LayerRow(layer.Name, What(layer), layer.Inputs, layer.Outputs, layer.Parameters))],
            Inputs = record.Inputs,
            Activations = Activations(run),
            Settings = Settings(run.Plan),
            Configuration = PlanYaml.Write(run.Plan, configuration),
            ConfigurationPath = configuration,
            WeightsSha256 = record.WeightsSha256,
            Version = record.LibraryVersion,
        };
    }

    private static string What(LayerRecord layer) => layer.Kind == "activation"
        ? layer.Text
        : layer.Kind.Replace('_', ' ') + (layer.Text.Length == 0 ? "" : $", {layer.Text}");

    private static IEnumerable<SplitScore> Alone(RunRecord record) => (record.Members ?? []).Select(member => new SplitScore(
        string.Create(CultureInfo.InvariantCulture, $"seed {member.Seed} alone, {PartName(member.Evaluation.Keys.Last())}"), member.Evaluation.Values.Last().Rows, member.Evaluation.Values.Last().Metrics));

    private static string PartName(string part) => part == "train" ? "training" : part;

    private static ConfusionData? Confusion(TrainedRun run)
    {
        (string? part, Evaluation? evaluation) = run.Record.Evaluation.LastOrDefault(each => each.Value.Confusion.Count > 0);
        return evaluation is null ? null : new ConfusionData(PartName(part!), run.Model.Classes, evaluation.Confusion);
    }

    private static IEnumerable<ScatterData> Scatters(TrainedRun run)
    {
        static ScatterData Of(string target, ResidualSample residuals) => new(target, PartName(residuals.Part), residuals.Actual, residuals.Predicted);
        return run.Record.ResidualsByTarget is { } several ? several.Select(each => Of(each.Key, each.Value))
            : run.Record.Residuals is { } one ? [Of(run.Model.Target, one)] : [];
    }

    private static TargetScores? Targets(TrainedRun run)
    {
        (string? part, Evaluation? evaluation) = run.Record.Evaluation.LastOrDefault(each => each.Value.Targets is not null);
        return evaluation is null ? null : new TargetScores(PartName(part!), [.. run.Model.Targets.Select(target => (target, evaluation.Targets![target.Name]))]);
    }

    private static List<ColumnRow> Columns(TrainedRun run)
    {
        Dictionary<string, Feature> features = run.Model.Preprocessor.Features.ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        return [.. run.Record.Schema.Columns.Select(column => Column(column, features.GetValueOrDefault(column.Name), run.Record.Missing.GetValueOrDefault(column.Name)))];
    }

    private static ColumnRow Column(ColumnSchema column, Feature? feature, int missing) =>
        new ColumnRow(column.Name, Names.Snake(column.Kind.ToString()), column.Why, missing, feature?.Width ?? 0, Details(feature));

    private static string Details(Feature? feature) => feature switch
    {
        NumberFeature number => $"(x − {Say.Number(number.Center)}) · {Say.Number(number.Scale)}" + (number.HasIndicator ? $"; missing: {Say.Number(number.Median)} and a mark" : ""),
        CategoryFeature { Embedding: > 0 } embedded => string.Create(
            CultureInfo.InvariantCulture, $"{embedded.Levels} levels, an embedding of {embedded.Embedding} numbers each: {Listed(embedded)}"),
        CategoryFeature category => Listed(category),
        _ => "",
    };

    private static string Listed(CategoryFeature category) => string.Join(", ", category.Categories.Take(MostCategories)) + (category.Categories.Count > MostCategories
        ? string.Create(CultureInfo.InvariantCulture, $" and {category.Categories.Count - MostCategories} more")
        : "");

    /// <summary>Each function in the network once, and the one of the output.</summary>
    private static List<Activation> Activations(TrainedRun run) =>
    [
        .. run.Model.Network.Layers.OfType<ActivationLayer>().Select(layer => layer.Activation)
            .Append(ActivationCatalog.Parse(run.Record.OutputActivation))
            .DistinctBy(activation => activation.Text, StringComparer.Ordinal),
    ];

    private static List<SettingRow> Settings(RunPlan plan)
    {
        var defaults = new RunPlan();
        return
        [
            .. from setting in SettingTable.All
               let value = setting.Get(plan)?.Show() ?? "–"
               select new SettingRow(setting.Group, setting.Name, value, value == (setting.Get(defaults)?.Show() ?? "–"), setting.Help),
        ];
    }
}
