namespace Glia.Tabular;

/// <summary>
/// Learns to predict a number: <c>new Regressor { Hidden = [64, 32], Activation = "swish" }.Fit(table, "price")</c>. The target is standardised inside; everything
/// that comes out is in its own unit.
/// </summary>
public sealed class Regressor
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

    /// <summary>Fits a model.</summary>
    /// <param name="table">Rows to learn from; split inside into training, validation and test rows.</param>
    /// <param name="target">The column of numbers.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The table, the target or an option does not allow it; the message says what and where.</exception>
    public RegressionModel Fit(Table table, string target, FitRun? run = null, CancellationToken cancel = default) => (RegressionModel)Learner.Fit(table, target, Told(), run, cancel);

    /// <summary>Fits one model of several numbers (multi-target regression); each is standardised by itself.</summary>
    /// <param name="table">Rows to learn from; split inside into training, validation and test rows.</param>
    /// <param name="targets">The columns of numbers.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The table, a target or an option does not allow it; the message says what and where.</exception>
    public RegressionModel FitTargets(Table table, IReadOnlyList<string> targets, FitRun? run = null, CancellationToken cancel = default) => (RegressionModel)Learner.FitTargets(table, targets, Told(), run, cancel);

    private FitOptions Told() => Options.Task switch
    {
        TaskChoice.Auto or TaskChoice.Regression => Options with { Task = TaskChoice.Regression },
        _ => throw new GliaException("A Regressor does not do classification; use a Classifier."),
    };
}
