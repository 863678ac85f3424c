using System.Globalization;
using Glia.MLNet.Data;
using Glia.Networks;
using Glia.Tabular;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Glia.MLNet;

/// <summary>An estimator that fits a network of Glia to a column of features.</summary>
/// <remarks>Features are standardised inside, and gaps (NaN) filled, by what the rows of the fit say: no normaliser is needed in front.</remarks>
public sealed class GliaTrainer : IEstimator<GliaTransformer>
{
    private readonly IHost _host;
    private readonly TaskKind _task;
    private readonly GliaTrainerOptions _options;

    internal GliaTrainer(IHostEnvironment environment, TaskKind task, GliaTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = environment.Register(nameof(GliaTrainer));
        (_task, _options) = (task, options);
    }

    /// <summary>Fits.</summary>
    /// <param name="input">Rows with the columns of the options; read once.</param>
    /// <returns>What adds predictions to rows.</returns>
    /// <exception cref="GliaException">A column is missing or of another type, a value is infinite, or there is nothing to learn; the message says which and where.</exception>
    public GliaTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Fit");
        LabelColumn label = LabelColumn.Of(input.Schema, _options.LabelColumnName, _task);
        TrainingRows rows = TrainingRows.Read(input, label, _options, _options.Cancel);
        FitOptions options = _options.Fit with
        {
            Test = 0,
            Task = _task switch { TaskKind.Regression => TaskChoice.Regression, TaskKind.Binary => TaskChoice.Binary, _ => TaskChoice.Multiclass },
            Columns = rows.FeatureNames.ToDictionary(name => name, _ => ColumnKind.Number, StringComparer.Ordinal),
            SampleWeight = rows.Weight,
        };
        var run = new FitRun { Watch = _options.Watch, Observers = [new Listener(channel, _options.Progress)] };
        TabularModel model = Learner.Fit(rows.Table, rows.Label, options, run, _options.Cancel);
        channel.Info(MessageSensitivity.None, string.Create(
            CultureInfo.InvariantCulture, $"{model.Run!.StopReason} after epoch {model.Run.History.Count}, best epoch {model.Run.BestEpoch}; {model.Health?.Findings.Count ?? 0} findings of health"));
        return new GliaTransformer(model, new FeatureColumn(_options.FeatureColumnName, rows.FeatureNames), label);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        // Only ML.NET can make columns of a shape; its own trainers of the same task have the same ones.
        var context = new MLContext();
        (string label, string features, string? weight) = (_options.LabelColumnName, _options.FeatureColumnName, _options.ExampleWeightColumnName);
        return _task switch
        {
            TaskKind.Regression => context.Regression.Trainers.Sdca(label, features, weight).GetOutputSchema(inputSchema),
            TaskKind.Binary => context.BinaryClassification.Trainers.SdcaLogisticRegression(label, features, weight).GetOutputSchema(inputSchema),
            _ => context.MulticlassClassification.Trainers.SdcaMaximumEntropy(label, features, weight).GetOutputSchema(inputSchema),
        };
    }

    /// <summary>Tells ML.NET's log and a progress of one's own.</summary>
    private sealed class Listener(IChannel channel, IProgress<EpochRecord>? progress) : IStepObserver
    {
        public bool Watches(long step) => false;

        public void EpochEnded(EpochRecord epoch, Network network)
        {
            progress?.Report(epoch);
            channel.Trace(MessageSensitivity.None, string.Create(
                CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}: train loss {epoch.TrainLoss:G6}, validation loss {epoch.ValidationLoss:G6}, {epoch.Seconds:F3} s"));
        }
    }
}
