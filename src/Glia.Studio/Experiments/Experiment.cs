using Glia.Tabular;

namespace Glia.Studio.Experiments;

/// <summary>One hidden layer as the page builds it.</summary>
/// <param name="Units">Number of units.</param>
/// <param name="Activation">Function with parameters, as the catalogue reads it.</param>
internal sealed record LayerPlan(int Units, string Activation);

/// <summary>
/// Everything that decides a run: what a permalink carries. Same experiment, same weights. (Settable, because the generated reader of JSON
/// would overwrite the defaults of <c>init</c>.)
/// </summary>
internal sealed record Experiment
{
    public const int MostLayers = 64;
    public const int MostUnits = 10_000;

    public string Data { get; set; } = "circle";
    public string? Target { get; set; }

    /// <summary>Several columns to predict together, in the order of outputs; null for one.</summary>
    public IReadOnlyList<string>? Targets { get; set; }
    public IReadOnlyList<LayerPlan> Layers { get; set; } = [];
    public string Initialization { get; set; } = "auto";

    /// <summary>What biases of hidden layers start at; 0 as everywhere, others to see what they do.</summary>
    public double Bias { get; set; }
    public string Optimizer { get; set; } = "adam";
    public double Rate { get; set; } = 0.01;
    public int Batch { get; set; } = 32;
    public double L1 { get; set; }
    public double L2 { get; set; }
    public double Dropout { get; set; }
    public double Clip { get; set; }

    /// <summary>none, batch or layer.</summary>
    public string Norm { get; set; } = "none";

    /// <summary>standard, robust or none.</summary>
    public string Scaling { get; set; } = "standard";
    public ulong Seed { get; set; } = 1;
    public int Epochs { get; set; } = 100_000;

    /// <summary>The columns that are told to be predicted; null for those that the table is known for.</summary>
    public IReadOnlyList<string>? ToldTargets() => Targets is { Count: > 0 } ? Targets : Target is { } one ? [one] : null;

    /// <summary>What the learner is told.</summary>
    /// <exception cref="GliaException">A setting is impossible; the message says which and what would do.</exception>
    public FitOptions ToOptions()
    {
        Require(Layers.Count <= MostLayers, $"{Layers.Count} hidden layers are too many for the studio; at most {MostLayers}.");
        Require(Layers.All(layer => layer.Units > 0), "Every layer needs at least one unit.");
        Require(Layers.Sum(layer => (long)layer.Units) <= MostUnits, $"The layers have more than {MostUnits} units together; take fewer.");
        Require(double.IsFinite(Bias), "The bias at the start has to be a finite number.");
        Require(Norm is "none" or "batch" or "layer", $"The normalisation '{Norm}' is not known; take none, batch or layer.");
        Require(Enum.TryParse(Scaling, ignoreCase: true, out Scaling scaling), $"The scaling '{Scaling}' is not known; take standard, robust or none.");
        Require(Epochs is > 0 and <= 1_000_000, $"{Epochs} epochs; between 1 and 1000000 are possible.");
        FitOptions options = new()
        {
            Hidden = [.. Layers.Select(layer => layer.Units)],
            Activations = [.. Layers.Select(layer => layer.Activation)],
            Initialization = Initialization,
            Optimizer = Optimizer,
            LearningRate = Rate,
            BatchSize = Batch,
            L1 = L1,
            L2 = L2,
            Dropout = Dropout,
            ClipNorm = Clip,
            BatchNorm = Norm == "batch",
            LayerNorm = Norm == "layer",
            Scaling = scaling,
            Seed = Seed,
            Epochs = Epochs,
            Patience = 0,
            Validation = 0.25,
            Test = 0,
        };
        options.Validate();
        return options;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new GliaException(otherwise);
        }
    }
}
