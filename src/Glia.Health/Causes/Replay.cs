using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>Makes steps of a recorded training again, from one of its states, with or without a change.</summary>
internal static class Replay
{
    /// <summary>Trains from a state up to a step; the weights of that step are in the trainer's network.</summary>
    /// <param name="trainer">Made by <see cref="Trainer.From"/>, or for another network.</param>
    /// <param name="train">The rows.</param>
    /// <param name="validation">The validation rows of the original.</param>
    /// <param name="cancel">Heard between steps.</param>
    public static TrainingResult Run(Trainer trainer, TrainingSet train, TrainingSet? validation, CancellationToken cancel) =>
        trainer.Fit(train, IsJudged(trainer.Options) ? validation : null, cancel);

    /// <summary>
    /// The options of a state for a replay: one thread, since replays run beside each other; no patience, since all end at the same step; and no
    /// looks at whole sets after epochs, where nothing in the course of the training depends on them.
    /// </summary>
    public static TrainingOptions Options(TrainingState state)
    {
        TrainingOptions quiet = state.Options with { Threads = 1, Patience = 0, CheckpointPath = null };
        return IsJudged(quiet) ? quiet : quiet with { KeepBest = false };
    }

    /// <summary>Whether the learning rate follows the loss of epochs.</summary>
    private static bool IsJudged(TrainingOptions options) => options.Schedule.TrimStart().StartsWith("plateau", StringComparison.Ordinal);
}

/// <summary>Ends a training with a step.</summary>
/// <param name="Last">The last step.</param>
internal sealed record EndAt(long Last) : IStepRule
{
    /// <inheritdoc/>
    public bool Ends(long step) => step >= Last;
}
