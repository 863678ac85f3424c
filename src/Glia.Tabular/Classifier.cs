namespace Glia.Tabular;

/// <summary>
/// Learns to tell classes apart: <c>new Classifier { Hidden = [64, 32], Activation = "swish" }.Fit(table, "species")</c>. Two classes get one sigmoid unit and
/// a threshold, more get softmax.
/// </summary>
public sealed class Classifier
{
    /// <summary>Gets everything that can be chosen. Set it before the shortcuts below, which change parts of it.</summary>
    public FitOptions Options { get; init; } = new();

    /// <summary>Gets the units of the hidden layers.</summary>
    public IReadOnlyList<int> Hidden
    {
        get => Options.Hidden;
        init => Options = Options with { Hidden = value };
    }

    /// <summary>Gets the activation of every hidden layer.</summary>
    public string Activation
    {
        get => Options.Activation;
        init => Options = Options with { Activation = value };
    }

    /// <summary>Gets the largest number of epochs.</summary>
    public int Epochs
    {
        get => Options.Epochs;
        init => Options = Options with { Epochs = value };
    }

    /// <summary>Gets the seed of everything that is left to chance.</summary>
    public ulong Seed
    {
        get => Options.Seed;
        init => Options = Options with { Seed = value };
    }

    /// <summary>Gets how many networks are averaged, see <see cref="FitOptions.Ensemble"/>.</summary>
    public int Ensemble
    {
        get => Options.Ensemble;
        init => Options = Options with { Ensemble = value };
    }

    /// <summary>Fits a model; numbers in the target are taken as classes.</summary>
    /// <param name="table">Rows to learn from; split inside into training, validation and test rows.</param>
    /// <param name="target">The column of classes.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The table, the target or an option does not allow it; the message says what and where.</exception>
    public ClassificationModel Fit(Table table, string target, FitRun? run = null, CancellationToken cancel = default) =>
        (ClassificationModel)Learner.Fit(table, target, Told(), run, cancel);

    /// <summary>Fits one model of several labels, each of which has two classes (multi-label classification).</summary>
    /// <param name="table">Rows to learn from; split inside into training, validation and test rows.</param>
    /// <param name="labels">The columns of the labels, two or more.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">There are fewer than two labels, one has more classes than two, or the table or an option does not allow it; the message says what and where.</exception>
    public MultilabelModel FitTargets(Table table, IReadOnlyList<string> labels, FitRun? run = null, CancellationToken cancel = default)
    {
        TargetNames.Check(labels);
        return labels.Count > 1
            ? (MultilabelModel)Learner.FitTargets(table, labels, Told(), run, cancel)
            : throw new GliaException("Several labels are two or more; Fit takes a single one.");
    }

    private FitOptions Told() => Options.Task switch
    {
        TaskChoice.Regression => throw new GliaException("A Classifier does not do regression; use a Regressor."),
        TaskChoice.Auto => Options with { Task = TaskChoice.Classification },
        _ => Options,
    };
}
