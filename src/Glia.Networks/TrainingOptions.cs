namespace Glia.Networks;

/// <summary>How to train. Defaults follow scikit-learn's MLP where it has one: Adam, 1e-3, 200 epochs, batches of min(200, rows).</summary>
public sealed record TrainingOptions
{
    /// <summary>Gets the largest number of epochs.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>
    /// Gets the rows of a step; 0: min(200, rows). Rows are shuffled anew every epoch and the last batch may be smaller. A batch of
    /// all rows is not shuffled, and rows that repeat their predecessor exactly are merged into one of the summed weight.
    /// </summary>
    public int BatchSize { get; init; }

    /// <summary>
    /// Gets the update rule: <c>sgd</c>, <c>momentum(momentum=0.9)</c>, <c>nesterov(momentum=0.9)</c>,
    /// <c>rmsprop(alpha=0.99, epsilon=1e-8)</c>, <c>adam(beta1=0.9, beta2=0.999, epsilon=1e-8)</c>, <c>adamw(…, decay=0.01)</c>.
    /// </summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>Gets the learning rate η; with a schedule its reference, the peak of <c>cosine</c> and <c>one_cycle</c>.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Gets the course of the learning rate: <c>constant</c>, <c>step(every=30, factor=0.1)</c> in epochs,
    /// <c>cosine(warmup=0, final=0)</c> with the warm-up in epochs, <c>one_cycle(peak_at=0.3, start=25, end=10000)</c>,
    /// <c>plateau(factor=0.1, patience=10, threshold=1e-4, minimum=0)</c>.
    /// </summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Gets the largest global norm of the loss's gradient, longer ones are shortened to it; 0: no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Gets the largest magnitude of a single gradient value, applied after <see cref="ClipNorm"/>; 0: no limit.</summary>
    public double ClipValue { get; init; }

    /// <summary>
    /// Gets λ₁: λ₁·sign(w) is added to the gradient of dense weights, after clipping; the reported losses do not contain it.
    /// </summary>
    public double L1 { get; init; }

    /// <summary>
    /// Gets λ₂: λ₂·w is added to the gradient of dense weights, after clipping, as PyTorch's weight_decay (which also acts on biases);
    /// the reported losses do not contain it. scikit-learn's alpha is λ₂·rows of a batch.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>Gets after how many epochs in a row without improvement to stop; 0: never.</summary>
    public int Patience { get; init; }

    /// <summary>Gets by how much a loss has to be below the best one to count as an improvement for <see cref="Patience"/>.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// Gets a value indicating whether the weights of the best epoch are kept (true), or those of the last (false). The best one of a training
    /// without validation rows costs a look at all rows after every epoch, about a quarter of the time; the last one costs nothing.
    /// </summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Gets the seed of shuffling and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the number of threads; 0: one a processor. The weights do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Gets the file for checkpoints; null: none. Written every <see cref="CheckpointEvery"/> epochs, in long epochs, at the end and on cancellation;
    /// the training goes on while a file is being written.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Gets how many epochs lie between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 1;

    /// <summary>
    /// Gets the shortest time between two checkpoints, in seconds: flushing a file to the disk takes milliseconds, which would be most
    /// of a short epoch. Where writing takes longer than a twentieth of it, twenty times that. The one at the end and the one on cancellation are always written.
    /// </summary>
    public double CheckpointSeconds { get; init; } = 1;

    /// <summary>Gets after how many seconds without a checkpoint one is written between two steps, where an epoch takes that long.</summary>
    public double CheckpointSecondsInEpoch { get; init; } = 30;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="GliaException">An option is out of range; the message names it, its value and its range.</exception>
    public void Check()
    {
        Require(Epochs >= 0, nameof(Epochs), Epochs, "not be negative");
        Require(BatchSize >= 0, nameof(BatchSize), BatchSize, "not be negative");
        Require(LearningRate is > 0 and < double.PositiveInfinity, nameof(LearningRate), LearningRate, "be positive and finite");
        Require(ClipNorm is >= 0 and < double.PositiveInfinity, nameof(ClipNorm), ClipNorm, "be finite and not negative");
        Require(ClipValue is >= 0 and < double.PositiveInfinity, nameof(ClipValue), ClipValue, "be finite and not negative");
        Require(L1 is >= 0 and < double.PositiveInfinity, nameof(L1), L1, "be finite and not negative");
        Require(L2 is >= 0 and < double.PositiveInfinity, nameof(L2), L2, "be finite and not negative");
        Require(Patience >= 0, nameof(Patience), Patience, "not be negative");
        bool improvement = MinimumImprovement is >= 0 and < double.PositiveInfinity;
        Require(improvement, nameof(MinimumImprovement), MinimumImprovement, "be finite and not negative");
        Require(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "be between 0 and 1024");
        Require(CheckpointEvery > 0, nameof(CheckpointEvery), CheckpointEvery, "be positive");
        Require(CheckpointSeconds >= 0, nameof(CheckpointSeconds), CheckpointSeconds, "not be negative");
        Require(CheckpointSecondsInEpoch >= 0, nameof(CheckpointSecondsInEpoch), CheckpointSecondsInEpoch, "not be negative");
        _ = Optimizers.Optimizer.Parse(Optimizer);
        _ = Schedules.Schedule.Parse(Schedule);
    }

    /// <summary>Says which ε the optimizer adds to the root of the second moment: gradients below it hardly move a weight.</summary>
    /// <returns>ε; null for optimizers without one.</returns>
    /// <exception cref="GliaException">The optimizer's text is not known.</exception>
    public double? OptimizerEpsilon() => Optimizers.Optimizer.Parse(Optimizer).Epsilon;

    private static void Require(bool holds, string name, double value, string rule)
    {
        if (!holds)
        {
            throw new GliaException(Invariant($"The training option {name} is {value}; it has to {rule}."));
        }
    }
}
