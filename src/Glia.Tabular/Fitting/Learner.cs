namespace Glia.Tabular;

/// <summary>
/// Learns a model from a table, whatever the task: schema → split → preprocessing → network → training → evaluation. <see cref="Classifier"/> and
/// <see cref="Regressor"/> are this with the task fixed.
/// </summary>
public static class Learner
{
    /// <summary>Fits a model.</summary>
    /// <param name="table">Rows to learn from; split inside into training, validation and test rows.</param>
    /// <param name="target">The column to be predicted.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned, and its record says so.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The table, the target or an option does not allow it; the message says what and where.</exception>
    public static TabularModel Fit(Table table, string target, FitOptions? options = null, FitRun? run = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(target);
        options ??= new FitOptions();
        run ??= new FitRun();
        options.Validate();
        return new FitProcess(table, target, options, run).Run(cancel);
    }
}
