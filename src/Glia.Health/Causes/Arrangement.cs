using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>How an experiment is set up: all as it was, but for what is set here.</summary>
/// <param name="From">The state it starts from.</param>
internal sealed record Arrangement(TrainingState From)
{
    /// <summary>Gets the words for the table, where they carry numbers.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the options; null: those of the state.</summary>
    public Func<TrainingOptions, TrainingOptions>? Options { get; init; }

    /// <summary>Gets what is done to the weights before the first step.</summary>
    public Action<Network>? Touch { get; init; }

    /// <summary>Gets another network to train from the beginning; null: the one of the state.</summary>
    public Func<Network>? Network { get; init; }

    /// <summary>Gets what becomes of rows; null: they stay.</summary>
    public Func<TrainingSet, TrainingSet>? Rows { get; init; }

    /// <summary>Gets what intervenes in steps; null: nothing. It need not end the training.</summary>
    public Func<IStepRule>? Rule { get; init; }
}
