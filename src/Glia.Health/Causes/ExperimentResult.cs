namespace Glia.Health.Causes;

/// <summary>One line of the table "changing only this": a replay in which one factor differs.</summary>
/// <param name="Factor">What differs, in snake_case such as <c>learning_rate_half</c>; <c>nothing</c> for the replay of the original.</param>
/// <param name="Text">The same in words, with its numbers.</param>
/// <param name="Kind">Where in the chain it acts.</param>
public sealed record ExperimentResult(string Factor, string Text, CauseKind Kind)
{
    /// <summary>Gets whether it was run to the end; otherwise the budget was over or somebody cancelled, and the figures are null.</summary>
    public bool WasRun { get; init; }

    /// <summary>Gets the step it started from: 0 for the initialisation.</summary>
    public long FromStep { get; init; }

    /// <summary>Gets the steps made.</summary>
    public long Steps { get; init; }

    /// <summary>
    /// Gets how many of the finding's units live at the end: those m units, less the units of the layer that are then dead (up to m), so that
    /// killing others instead does not count as saving. Null where the finding is about no units.
    /// </summary>
    public int? Live { get; init; }

    /// <summary>Gets the mean loss at the end over the rows that all experiments are judged by, in prediction mode; null where it is not finite.</summary>
    public double? Loss { get; init; }

    /// <summary>Gets whether the finding is gone: at least half of its units live; or, where it is about no units, the probe finds it no more or the loss falls, which it did not.</summary>
    public bool IsGone { get; init; }

    /// <summary>Gets whether this change alone suffices: the finding is gone, and the loss is below 0.9 of the first one and below what the best constant answer gives (or, where some units of a layer are dead and the training learned all the same, no higher than without the change).</summary>
    public bool Suffices { get; init; }

    /// <summary>
    /// Gets how often it was made again with the rows in another order. Only changes that suffice are, the earliest first, until one suffices each time.
    /// </summary>
    public int Repeats { get; init; }

    /// <summary>Gets in how many of these it sufficed, too.</summary>
    public int RepeatsThatSuffice { get; init; }

    /// <summary>Gets a value indicating whether it suffices in one order of the rows but not in each of those tried: then it does so by chance.</summary>
    public bool IsChance => Suffices && RepeatsThatSuffice < Repeats;

    /// <summary>Gets the seconds it took.</summary>
    public double Seconds { get; init; }
}
