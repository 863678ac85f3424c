using Glia.MLNet.Hosting;
using Glia.Tabular;
using Microsoft.ML;

namespace Glia.MLNet;

/// <summary>Glia among ML.NET's trainers: <c>mlContext.MulticlassClassification.Trainers.Glia()</c>.</summary>
public static class GliaCatalog
{
    /// <summary>A network with softmax: writes <c>Score</c> (a probability for each key) and <c>PredictedLabel</c> (a key).</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">A key.</param>
    /// <param name="featureColumnName">A vector of Single.</param>
    /// <param name="exampleWeightColumnName">Row weights; null: none.</param>
    /// <param name="fit">The network and how it learns; null for the defaults.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        FitOptions? fit = null) => catalog.Glia(Options(labelColumnName, featureColumnName, exampleWeightColumnName, fit));

    /// <summary>A network with softmax, with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Columns, network, progress and cancellation.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog, GliaTrainerOptions options) =>
        new(Environments.Of(catalog), TaskKind.Multiclass, options);

    /// <summary>A network with one sigmoid output: writes <c>Score</c> (a logit), <c>Probability</c> (of true) and <c>PredictedLabel</c> (a Boolean).</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">A Boolean.</param>
    /// <param name="featureColumnName">A vector of Single.</param>
    /// <param name="exampleWeightColumnName">Row weights; null: none.</param>
    /// <param name="fit">The network and how it learns; null for the defaults.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        FitOptions? fit = null) => catalog.Glia(Options(labelColumnName, featureColumnName, exampleWeightColumnName, fit));

    /// <summary>A network with one sigmoid output, with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Columns, network, progress and cancellation.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, GliaTrainerOptions options) =>
        new(Environments.Of(catalog), TaskKind.Binary, options);

    /// <summary>A network for a number: writes <c>Score</c>, in the unit of the label.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">A Single.</param>
    /// <param name="featureColumnName">A vector of Single.</param>
    /// <param name="exampleWeightColumnName">Row weights; null: none.</param>
    /// <param name="fit">The network and how it learns; null for the defaults.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        FitOptions? fit = null) => catalog.Glia(Options(labelColumnName, featureColumnName, exampleWeightColumnName, fit));

    /// <summary>A network for a number, with everything that can be chosen.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="options">Columns, network, progress and cancellation.</param>
    /// <returns>The estimator.</returns>
    public static GliaTrainer Glia(this RegressionCatalog.RegressionTrainers catalog, GliaTrainerOptions options) =>
        new(Environments.Of(catalog), TaskKind.Regression, options);

    /// <summary>Lets <c>mlContext.Model.Load</c> read models with a network of Glia in them. A context that made such a trainer knows already.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The same context.</returns>
    public static MLContext AddGlia(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Loading.Register(context);
        return context;
    }

    private static GliaTrainerOptions Options(string label, string features, string? weight, FitOptions? fit) =>
        new() { LabelColumnName = label, FeatureColumnName = features, ExampleWeightColumnName = weight, Fit = fit ?? new FitOptions() };
}
