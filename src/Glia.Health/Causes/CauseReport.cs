namespace Glia.Health.Causes;

/// <summary>What experiments say about the cause of one finding.</summary>
/// <param name="Problem">The finding's problem, one of <see cref="Problems"/>.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Units">How many units it is about; 0 where it is about a layer or the network.</param>
public sealed record CauseReport(string Problem, string Layer, int Units)
{
    /// <summary>Gets the replay with nothing changed, over the same steps as the others.</summary>
    public required ExperimentResult Unchanged { get; init; }

    /// <summary>Gets the experiments, earliest link first.</summary>
    public required IReadOnlyList<ExperimentResult> Experiments { get; init; }

    /// <summary>Gets the events that led to the finding, in the order of time.</summary>
    public required IReadOnlyList<ChainLink> Chain { get; init; }

    /// <summary>Gets the earliest link that suffices alone; null where none of those tried does, or the unchanged replay was too short to show the finding.</summary>
    public ExperimentResult? Earliest { get; init; }

    /// <summary>Gets the last step that all experiments go to.</summary>
    public required long ToStep { get; init; }

    /// <summary>Gets how many training rows units and losses are judged by.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the verdict in a sentence or two.</summary>
    public required string Summary { get; init; }
}
