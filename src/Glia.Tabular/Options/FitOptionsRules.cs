using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>What <see cref="FitOptions"/> may hold.</summary>
internal static class FitOptionsRules
{
    // One hidden layer of a million units, or a hundred layers, is a slip of the keyboard.
    private const int MostUnits = 1_000_000;
    private const int MostLayers = 100;

    // Five are usual; beyond a hundred is a slip of the keyboard.
    private const int MostMembers = 100;

    public static void Check(FitOptions options)
    {
        Hidden(options);
        Share("dropout", options.Dropout);
        Share("validation", options.Validation);
        Share("test", options.Test);
        Require(options.Validation + options.Test < 1, "the sum of validation and test", options.Validation + options.Test, "be below 1, since the rest is trained on");
        Require(options.Threshold is > 0 and < 1, "threshold", options.Threshold, "lie between 0 and 1");
        foreach ((string label, double threshold) in options.Thresholds ?? new Dictionary<string, double>(StringComparer.Ordinal))
        {
            Require(threshold is > 0 and < 1, $"thresholds.{label}", threshold, "lie between 0 and 1");
        }

        Require(!options.Calibrate || options.Validation > 0, "validation", options.Validation, "be above 0 to calibrate: the temperature is fitted on those rows");
        Require(options.Epochs > 0, "epochs", options.Epochs, "be positive");
        Require(options.Ensemble is >= 1 and <= MostMembers, "ensemble", options.Ensemble, "be between 1 and 100 networks");
        Require(options.BatchSize >= 0, "batch_size", options.BatchSize, "be positive, or 0 to be chosen");
        Require(options.Patience >= 0, "patience", options.Patience, "not be negative");
        Require(options.Threads is >= 0 and <= 1024, "threads", options.Threads, "be between 0 and 1024");
        Require(options.MostCategories > 0, "most_categories", options.MostCategories, "be positive");
        Require(options.EmbedFrom >= 0, "embed_from", options.EmbedFrom, "be positive, or 0 so that no column is embedded unless told");
        Embeddings(options);
        Require(options.LearningRate is > 0 and < double.PositiveInfinity, "learning_rate", options.LearningRate, "be positive and finite");
        Require(options.Memory is 0 or >= 1 << 24, "memory", options.Memory, "be at least 16 MiB, or 0 to hold the table in memory");
        NotNegative("minimum_improvement", options.MinimumImprovement);
        NotNegative("clip_norm", options.ClipNorm);
        NotNegative("clip_value", options.ClipValue);
        NotNegative("l1", options.L1);
        NotNegative("l2", options.L2);
        foreach ((string name, double weight) in options.ClassWeights)
        {
            Require(weight is >= 0 and < double.PositiveInfinity, $"class_weights.{name}", weight, "be finite and not negative");
        }

        Texts(options);
        TrainingPlan.Options(options, rows: 1, run: null).Check();
    }

    private static void Hidden(FitOptions options)
    {
        Require(options.Hidden.Count <= MostLayers, "hidden", options.Hidden.Count, "have at most 100 layers");
        foreach (int units in options.Hidden)
        {
            Require(units is > 0 and <= MostUnits, "hidden", units, "be between 1 and 1000000 in every layer");
        }

        if (options.Activations.Count > 0 && options.Activations.Count != options.Hidden.Count)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"activations names {options.Activations.Count} functions for {Schema.Count(options.Hidden.Count, "hidden layer")}; give one for each, or activation for all."));
        }

        if (options.BatchNorm && options.LayerNorm)
        {
            throw new GliaException("batch_norm and layer_norm are both on; choose one.");
        }

        if (options.Layers is { } layers && layers.Any(l => l is null))
        {
            throw new GliaException("layers has an empty entry; each names its kind: dense, activation, dropout, batch_norm or layer_norm.");
        }
    }

    private static void Embeddings(FitOptions options)
    {
        foreach ((string name, int units) in options.Embeddings)
        {
            Require(units is >= 0 and <= MostUnits, $"embed.{name}", units, "be between 1 and 1000000 numbers a level, or 0 to be chosen");
            if (options.Columns.TryGetValue(name, out ColumnKind kind) && kind is ColumnKind.Number or ColumnKind.Ignored)
            {
                throw new GliaException($"embed names the column '{name}', which is told to be {(kind is ColumnKind.Number ? "a number" : "ignored")}; only categories become an embedding.");
            }
        }

        if (options.Layers?.Any(layer => layer is EmbeddingSpec) == true)
        {
            throw new GliaException("layers has an embedding, which depends on the columns; name the columns in embeddings, and the layer is put in front.");
        }
    }

    private static void Texts(FitOptions options)
    {
        foreach (string text in options.Activations.Prepend(options.Activation))
        {
            if (!ActivationCatalog.TryParse(text, out _, out string? error))
            {
                throw new GliaException($"activation: {error}");
            }
        }

        if (options.Loss != FitOptions.Auto)
        {
            _ = Loss.Parse(options.Loss);
        }

        // Asks the network, which knows its layers and the names of starts, for a small one.
        // A function that divides its units gets those it will have.
        int[] hidden = ActivationCatalog.Parse(options.Activation).Info.ChangesWidth ? [.. options.Hidden.Take(1)] : [1];
        FitOptions small = options.Layers is null ? options with { Hidden = hidden, Activations = [] } : options;
        _ = Network.Create(1, NetworkPlan.Layers(small, outputs: 1), options.Seed);
    }

    private static void Share(string name, double value) => Require(value is >= 0 and < 1, name, value, "be a share from 0 to below 1");

    private static void NotNegative(string name, double value) => Require(value is >= 0 and < double.PositiveInfinity, name, value, "be finite and not negative");

    private static void Require(bool holds, string name, double value, string rule)
    {
        if (!holds)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it has to {rule}."));
        }
    }
}
