namespace Glia.Cli.Sweeping;

/// <summary>How trials are chosen.</summary>
internal enum SweepMethod
{
    /// <summary>Every trial by lot, none depends on another.</summary>
    Random,

    /// <summary>Many trials by lot with few epochs, the best third again with three times as many, and so on (successive halving).</summary>
    Halving,

    /// <summary>Where good trials lie close and bad ones far (tree-structured Parzen estimator).</summary>
    Tpe,
}

/// <summary>What a sweep does, besides its space.</summary>
internal sealed record SweepOptions
{
    public SweepMethod Method { get; init; } = SweepMethod.Tpe;

    public int Trials { get; init; } = 40;

    /// <summary>Trainings of a trial; their mean counts.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>What is made best on the validation rows; null: accuracy or R².</summary>
    public string? Metric { get; init; }

    /// <summary>Epochs of the first rung of successive halving at least.</summary>
    public int MinEpochs { get; init; } = 5;
}
