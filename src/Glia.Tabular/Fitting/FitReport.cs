using System.Reflection;
using System.Text.Json;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>Puts the record of a fit together.</summary>
internal sealed class FitReport(PreparedFit fit, FitOptions options, Trainer trainer, TrainingResult result)
{
    // Enough to see a shape; more would only make the report heavy.
    private const int MostResiduals = 2000;
    private const int FewestResiduals = 100;

    public static string OutputActivation(TaskKind task, OutputScale scale) => task switch
    {
        TaskKind.Regression or TaskKind.Multitarget when scale.Link is OutputLink.Log => RegressionModel.InverseLink.Info.Name,
        TaskKind.Binary or TaskKind.Multilabel => "sigmoid",
        TaskKind.Multiclass => "softmax",
        _ => "linear",
    };

    public RunRecord Make(Func<double> elapsed)
    {
        Schema schema = fit.Schema;
        FitPart[] parts = [fit.Train, fit.Validation, fit.Test];
        TabularModel model = TabularModel.Create(schema, fit.Preprocessor, trainer.Network, fit.Scale);
        Network network = trainer.Network;
        double training = result.History.Sum(e => e.Seconds);
        return new RunRecord
        {
            LibraryVersion = Version(),
            Source = fit.Source,
            Options = options,
            Schema = schema,
            Rows = fit.Rows,
            Missing = fit.Missing,
            IsStreamed = fit.Streamed is not null,
            Inputs = network.Inputs,
            Layers = [.. network.Layers.Select(Describe)],
            Parameters = network.Parameters.Sum(p => (long)p.Length),
            OutputActivation = OutputActivation(schema.Task, fit.Scale),
            Loss = trainer.Loss.Text,
            Training = trainer.Options,
            Metric = EpochMetric.Name(schema.Task),
            History = result.History,
            BestEpoch = result.BestEpoch,
            StopReason = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Reason.ToString()),
            Steps = result.Steps,
            Evaluation = parts.Where(p => p.Table.Rows > 0).ToDictionary(p => p.Name, p => model.Evaluate(p.Table), StringComparer.Ordinal),
            Residuals = Residuals(model, parts),
            ResidualsByTarget = ResidualsByTarget(model, parts),
            WeightsSha256 = network.WeightsSha256(),
            TrainingSeconds = training,
            RowsPerSecond = training > 0 ? (double)fit.Rows.Train * result.History.Count / training : 0,
            Seconds = elapsed(),
        };
    }

    public static LayerRecord Describe(Layer layer)
    {
        (string kind, string text) = layer switch
        {
            DenseLayer dense => ("dense", dense.Initialization),
            ActivationLayer activation => ("activation", activation.Activation.Text),
            DropoutLayer dropout => ("dropout", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rate={dropout.Rate}")),
            BatchNormLayer norm => ("batch_norm", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"epsilon={norm.Epsilon}")),
            LayerNormLayer norm => ("layer_norm", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"epsilon={norm.Epsilon}")),
            RowNormLayer norm => ("row_norm", norm.Norm),
            EmbeddingLayer embedding => ("embedding", string.Join("; ", embedding.Columns.Select(column =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{column.Name}: {column.Levels} levels, {column.Units} numbers each")))),
            _ => (layer.Name, string.Empty),
        };
        return new LayerRecord(layer.Name, kind, text, layer.Inputs, layer.Outputs, layer.Parameters.Sum(p => (long)p.Length));
    }

    /// <summary>Of the last part that has rows; null unless one number is predicted.</summary>
    public static ResidualSample? Residuals(TabularModel model, IReadOnlyList<FitPart> parts) =>
        model.Task is TaskKind.Regression ? Residuals(model, parts.Last(p => p.Table.Rows > 0))[0] : null;

    /// <summary>Of the last part that has rows, by target; null unless several numbers are predicted.</summary>
    public static IReadOnlyDictionary<string, ResidualSample>? ResidualsByTarget(TabularModel model, IReadOnlyList<FitPart> parts) => model.Task is TaskKind.Multitarget
        ? Residuals(model, parts.Last(p => p.Table.Rows > 0)).Zip(model.Targets).ToDictionary(pair => pair.Second.Name, pair => pair.First, StringComparer.Ordinal)
        : null;

    private static ResidualSample[] Residuals(TabularModel model, FitPart part)
    {
        int targets = model.Targets.Count, rows = part.Table.Rows, count = Math.Min(rows, Math.Max(FewestResiduals, MostResiduals / targets));
        Table sample = part.Table.Select([.. Enumerable.Range(0, count).Select(i => (int)((long)i * rows / count))]);
        double[] predicted = [.. model.Predict(sample).Values];
        return [.. model.Targets.Select((target, t) => new ResidualSample(
            part.Name, TargetData.Values(sample, target.Name), RowMajor.Column<double>(predicted, t, targets).ToArray()))];
    }

    private static string Version() =>
        typeof(FitReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
