using Glia.Networks;

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
        ArgumentException.ThrowIfNullOrEmpty(target);
        return FitTargets(table, [target], options, run, cancel);
    }

    /// <summary>Fits one model of several targets: <see cref="TaskKind.Multitarget"/> where all are numbers, <see cref="TaskKind.Multilabel"/> where all have two classes.</summary>
    /// <param name="table">Rows to learn from; those with a value for every target are split inside into training, validation and test rows.</param>
    /// <param name="targets">The columns to be predicted, in the order of outputs; a single one is a fit as any other. A single text that is no column's name is taken apart at its commas.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned, and its record says so.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The table, a target or an option does not allow it; the message says what and where.</exception>
    public static TabularModel FitTargets(Table table, IReadOnlyList<string> targets, FitOptions? options = null, FitRun? run = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        TargetNames.Check(targets);
        options ??= new FitOptions();
        run ??= new FitRun();
        long started = run.Clock.GetTimestamp();
        IReadOnlyList<string> names = TargetNames.Of(table, targets);
        Check(options, names);
        PreparedFit prepared = new TablePreparation(table, names, options, run.StartFrom).Prepare();
        return new EnsembleTraining(prepared, options, run).Run(started, cancel);
    }

    /// <summary>
    /// Fits a model from a file. If the table does not fit into <see cref="FitOptions.Memory"/>, the rows are streamed: the file is read twice, prepared
    /// training rows are kept on the disk and learned from in windows that are shuffled by the seed, see <see cref="StreamedRows"/>.
    /// Else it is <see cref="Table.Read"/> and <see cref="Fit"/>.
    /// </summary>
    /// <remarks>
    /// Streamed rows are split by lot instead of class by class; validation and test have at most as many rows as a sixteenth of the memory holds, further ones
    /// are trained with; medians and quartiles are those of a sample of about 65536 to 131072 training rows. Same file, seed, options and memory: same weights,
    /// to the bit.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="target">The column to be predicted.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="reading">How to read the file; null for the defaults.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned, and its record says so.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The file, the target or an option does not allow it, or the disk is full; the message says what and where.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the training began.</exception>
    public static TabularModel FitFile(
        string path, string target, FitOptions? options = null, TableOptions? reading = null, FitRun? run = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return FitTargetsFile(path, [target], options, reading, run, cancel);
    }

    /// <summary>Fits one model of several targets from a file, streamed where it has to be, as <see cref="FitFile"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="targets">The columns to be predicted, in the order of outputs. A single text that is no column's name is taken apart at its commas.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="reading">How to read the file; null for the defaults.</param>
    /// <param name="run">Observers and checkpoints; null for none.</param>
    /// <param name="cancel">Stops between steps; the model with the best weights so far is returned, and its record says so.</param>
    /// <returns>The model with the best weights.</returns>
    /// <exception cref="GliaException">The file, a target or an option does not allow it, or the disk is full; the message says what and where.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the training began.</exception>
    public static TabularModel FitTargetsFile(
        string path, IReadOnlyList<string> targets, FitOptions? options = null, TableOptions? reading = null, FitRun? run = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TargetNames.Check(targets);
        options ??= new FitOptions();
        run ??= new FitRun();
        Check(options, targets);
        reading = options.ReadOptions(run.StartFrom?.ReadOptions(reading) ?? reading) with { Cancel = cancel };
        if (options.Memory == 0 || EstimateMemory(path, reading) <= options.Memory)
        {
            return FitTargets(Table.Read(path, reading), targets, options, run, cancel);
        }

        long started = run.Clock.GetTimestamp();
        string spoolPath = run.SpoolPath ?? Path.Combine(Path.GetTempPath(), $"glia-{Environment.ProcessId}-{Guid.NewGuid():N}.rows");
        PreparedFit prepared = new StreamPreparation(path, targets, options, reading, run.StartFrom, cancel).Prepare(
            (inputs, width, weighted) => new SpoolFile(spoolPath, inputs, width, weighted), out SpoolFile spool);
        using (spool)
        {
            return new EnsembleTraining(prepared, options, run).Run(started, cancel);
        }
    }

    /// <summary>
    /// Looks for a learning rate: a range test on the training rows of the fit that <see cref="Fit"/> would make of the same table, target and options. Nothing is learned from
    /// validation and test rows.
    /// </summary>
    /// <param name="table">Rows to learn from.</param>
    /// <param name="target">The column to be predicted.</param>
    /// <param name="options">How the fit will be; null for the defaults.</param>
    /// <param name="range">Rates to try; null for the defaults.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <returns>The curve of losses over rates, and a proposal.</returns>
    /// <exception cref="GliaException">The table, the target or an option does not allow it; the message says what and where.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RangeTest FindLearningRate(Table table, string target, FitOptions? options = null, RangeTestOptions? range = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return FindLearningRateForTargets(table, [target], options, range, cancel);
    }

    /// <summary>Looks for a learning rate for one model of several targets.</summary>
    /// <param name="table">Rows to learn from.</param>
    /// <param name="targets">The columns to be predicted.</param>
    /// <param name="options">How the fit will be; null for the defaults.</param>
    /// <param name="range">Rates to try; null for the defaults.</param>
    /// <param name="cancel">Stops between steps.</param>
    /// <returns>The curve of losses over rates, and a proposal.</returns>
    /// <exception cref="GliaException">The table, a target or an option does not allow it; the message says what and where.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RangeTest FindLearningRateForTargets(Table table, IReadOnlyList<string> targets, FitOptions? options = null, RangeTestOptions? range = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        TargetNames.Check(targets);
        options ??= new FitOptions();
        IReadOnlyList<string> names = TargetNames.Of(table, targets);
        Check(options, names);
        PreparedFit prepared = new TablePreparation(table, names, options).Prepare();
        int outputs = ModelParts.OutputsFor(prepared.Schema);
        return RangeTest.Run(
            seed => NetworkPlan.Create(options with { Seed = seed }, prepared.Preprocessor, outputs, prepared.UsedInputs),
            TrainingPlan.Loss(options, prepared),
            TrainingPlan.Options(options, prepared.Rows.Train, run: null),
            prepared.Train.Set!,
            range,
            cancel);
    }

    private static void Check(FitOptions options, IReadOnlyList<string> targets)
    {
        options.Validate();
        if (targets.FirstOrDefault(options.Embeddings.ContainsKey) is { } target)
        {
            throw new GliaException($"embed names '{target}', which is the target; only columns that are learned from become an embedding.");
        }
    }

    /// <summary>About how much memory a fit takes if it holds the whole table, judged by the file: 104 bytes a value where its format says how many there are, else 13 bytes for each byte of the file (as measured with tables of numbers), four times that with gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">How it is read; null for the defaults.</param>
    /// <returns>Bytes; 0 where there is no such file, or a pipe.</returns>
    public static long EstimateMemory(string path, TableOptions? reading = null) => TableSize.Estimate(path, reading ?? new TableOptions());
}
