using System.Buffers;
using Glia.Health;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// A trained network together with everything it needs to take raw rows: preprocessing before it, labels or units after it. Immutable as far as
/// predictions are concerned; predicting and evaluating are thread-safe.
/// </summary>
public abstract class TabularModel
{
    // Inputs of a block of rows come from a pool; those of a large table are made once.
    private const int MostPooled = 1 << 22;

    private protected TabularModel(ModelParts parts)
    {
        Schema = parts.Schema;
        Targets = Schema.Targets;
        Preprocessor = parts.Preprocessor;
        Network = parts.Network;
        Members = parts.Members;
        Run = parts.Run;
        Health = parts.Health;
    }

    /// <summary>Gets what the columns are and what was learned from them.</summary>
    public Schema Schema { get; }

    /// <summary>Gets how raw columns become inputs.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>Gets the network; its outputs are logits, or the standardised target.</summary>
    public Network Network { get; }

    /// <summary>Gets the networks whose predictions are averaged (probabilities, or values): several for an ensemble, else <see cref="Network"/> alone. A fit gives all the same layers; pruned or healed, each has its own.</summary>
    public IReadOnlyList<Network> Members { get; }

    /// <summary>The network of a model that is no ensemble.</summary>
    /// <param name="what">What is done with it, for the message: "pruning".</param>
    /// <returns>The network.</returns>
    /// <exception cref="GliaException">There are several networks.</exception>
    public Network Single(string what) => Members.Count == 1
        ? Network
        : throw new GliaException($"The model is an ensemble of {Members.Count} networks, and {what} is of one network. Train with ensemble 1 for that.");

    /// <summary>Gets the record of the fit; null for a model put together by hand.</summary>
    public RunRecord? Run { get; }

    /// <summary>Gets the health of every unit, seen during the fit and on held rows; null for a model that was loaded (HealthExam looks at those) or not watched.</summary>
    public HealthReport? Health { get; }

    /// <summary>Gets what was learned.</summary>
    public TaskKind Task => Schema.Task;

    /// <summary>Gets the predicted column; of several their names in words.</summary>
    public string Target => Schema.Target;

    /// <summary>Gets the predicted columns in the order of outputs: the only one, or several.</summary>
    public IReadOnlyList<TargetColumn> Targets { get; }

    /// <summary>The names of the predicted columns.</summary>
    internal string[] TargetNames => [.. Targets.Select(target => target.Name)];

    /// <summary>Gets the classes in the order of outputs; empty for regression and for several labels, of which each has its own.</summary>
    public IReadOnlyList<string> Classes => Schema.Classes;

    /// <summary>Gets the mean of the target in training, added to the scaled output; 0 for classification.</summary>
    public virtual double TargetMean => 0;

    /// <summary>Gets what the output is multiplied with; 1 for classification.</summary>
    public virtual double TargetScale => 1;

    /// <summary>Gets the probability from which a row is of the second of two classes; for binary classification only.</summary>
    public virtual double Threshold => 0.5;

    /// <summary>Gets everything that stands between outputs and predictions.</summary>
    public abstract OutputScale Scale { get; }

    /// <summary>Reads a model written by <see cref="SaveCheckpoint"/>.</summary>
    /// <param name="path">A .glia file.</param>
    /// <returns>The model, to the bit.</returns>
    /// <exception cref="GliaException">The file is missing, cut, damaged or of another kind; the message says what to do.</exception>
    public static TabularModel LoadCheckpoint(string path) => ModelFile.Load(path);

    /// <summary>Puts a model together from its parts, as a reader of another file format does.</summary>
    /// <param name="schema">Columns, task and classes.</param>
    /// <param name="preprocessor">Its width is the network's.</param>
    /// <param name="network">One output for binary and regression, one a class for multiclass, one a target for several targets.</param>
    /// <param name="scale">Unit of the target for regression, threshold for binary classification; for several targets those of each.</param>
    /// <param name="run">The record of the fit, if it is known.</param>
    /// <returns>The model.</returns>
    /// <exception cref="GliaException">The parts do not fit together.</exception>
    public static TabularModel Create(Schema schema, Preprocessor preprocessor, Network network, OutputScale scale, RunRecord? run = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(preprocessor);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scale);
        return new ModelParts(schema, preprocessor, network, scale, run).Assemble();
    }

    /// <summary>Puts an ensemble together from its parts, as <see cref="Create"/> does a model of one network.</summary>
    /// <param name="schema">Columns, task and classes.</param>
    /// <param name="preprocessor">Its width is the networks'.</param>
    /// <param name="members">The networks, at least one, all of as many inputs and outputs.</param>
    /// <param name="scale">Unit of the target for regression, threshold for binary classification.</param>
    /// <param name="run">The record of the fit, if it is known.</param>
    /// <returns>The model.</returns>
    /// <exception cref="GliaException">The parts do not fit together.</exception>
    public static TabularModel CreateEnsemble(Schema schema, Preprocessor preprocessor, IReadOnlyList<Network> members, OutputScale scale, RunRecord? run = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(preprocessor);
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(scale);
        return members.Count == 0
            ? throw new GliaException("A model has at least one network.")
            : new ModelParts(schema, preprocessor, members[0], scale, run) { Others = [.. members.Skip(1)] }.Assemble();
    }

    /// <summary>Writes the model with its preprocessing and the record of its fit; the file is whole or, on failure, as it was before.</summary>
    /// <param name="path">A path; .glia is usual.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public void SaveCheckpoint(string path) => ModelFile.Save(this, path);

    /// <summary>The content of the file that <see cref="SaveCheckpoint"/> writes.</summary>
    internal byte[] ToBytes() => ModelFile.ToBytes(this);

    /// <summary>A model of such content.</summary>
    internal static TabularModel FromBytes(byte[] content, string name) => ModelFile.FromBytes(content, name);

    /// <summary>How to read a table for this model: its categories keep their spelling (007), its numbers are checked line by line.</summary>
    /// <param name="options">The other choices; null for the defaults.</param>
    /// <returns>Options for <see cref="Table.Read"/>.</returns>
    public TableOptions ReadOptions(TableOptions? options = null)
    {
        options ??= new TableOptions();
        return options with
        {
            TextColumns =
            [
                .. options.TextColumns,
                .. Targets.Where(target => target is { Classes.Count: > 0, ClassesAreIntegers: false }).Select(target => target.Name),
                .. Preprocessor.Features.OfType<CategoryFeature>().Where(f => !f.FromNumbers).Select(f => f.Name),
            ],
            NumberColumns = [.. options.NumberColumns, .. Preprocessor.Features.OfType<NumberFeature>().Select(f => f.Name)],
        };
    }

    /// <summary>Predicts rows.</summary>
    /// <param name="table">Rows with the columns the model was trained on, in any order; others, such as the target, are passed over.</param>
    /// <returns>Labels and probabilities, or values.</returns>
    /// <exception cref="GliaException">Columns are missing or hold a text where numbers are needed.</exception>
    public Prediction Predict(Table table) => Predict(table, unseen: null);

    /// <summary>As <see cref="Predict(Table)"/>, and says what is new in the rows.</summary>
    /// <param name="table">Rows, as there.</param>
    /// <param name="unseen">Gets what the rows hold that the training rows did not; null where nobody asks.</param>
    /// <returns>Labels and probabilities, or values.</returns>
    /// <exception cref="GliaException">As there.</exception>
    public Prediction Predict(Table table, UnseenValues? unseen) => Describe(Outputs(table, unseen), table.Rows);

    /// <summary>
    /// Predicts the rows of a file of any format and any length, block by block, in order: one thread reads while another predicts, and memory stays that of a few blocks.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Gets the predictions of the next rows; never called from two threads at once.</param>
    /// <param name="reading">How to read it; null for the defaults.</param>
    /// <param name="unseen">Gets what the rows hold that the training rows did not; null where nobody asks.</param>
    /// <param name="cancel">Stops between blocks.</param>
    /// <returns>How many rows there were.</returns>
    /// <exception cref="GliaException">The file cannot be read, columns are missing or hold a text where numbers are needed; rows before the fault have been given.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public long PredictFile(string path, Action<Prediction> take, TableOptions? reading = null, UnseenValues? unseen = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(take);
        return new FilePrediction(this, path, reading ?? new TableOptions()).Run(take, unseen, cancel);
    }

    /// <summary>Predicts one row.</summary>
    /// <param name="row">Values by column name: numbers, texts, truth values; null where missing. Every column the model needs has to be named.</param>
    /// <returns>Label and probabilities, or value.</returns>
    /// <exception cref="GliaException">Columns are missing or hold a text where numbers are needed.</exception>
    public RowPrediction Predict(IReadOnlyDictionary<string, object?> row)
    {
        return Row(Predict(Table.FromRows(row)));
    }

    private protected virtual RowPrediction Row(Prediction one) => new(
        one.Labels.Count > 0 ? one.Labels[0] : null,
        one.Values.Count > 0 ? one.Values[0] : null,
        [.. one.Classes.Select((c, k) => KeyValuePair.Create(c, one.Probabilities[k]))]);

    /// <summary>Predicts rows whose target is known and judges the predictions, weighing rows as in training.</summary>
    /// <param name="table">Rows with the model's columns and the target; rows without a target are left out and counted.</param>
    /// <returns>Metrics and confusion.</returns>
    /// <exception cref="GliaException">Columns are missing, the target is missing in every row, or a class was not there in training.</exception>
    public Evaluation Evaluate(Table table) => Evaluate(table, unseen: null);

    /// <summary>As <see cref="Evaluate(Table)"/>, and says what is new in the rows.</summary>
    /// <param name="table">Rows, as there.</param>
    /// <param name="unseen">Gets what the rows hold that the training rows did not; null where nobody asks.</param>
    /// <returns>Metrics and confusion.</returns>
    /// <exception cref="GliaException">As there.</exception>
    public Evaluation Evaluate(Table table, UnseenValues? unseen)
    {
        (Table known, double[] weights, int dropped) = Known(table);
        return Judge(known, Outputs(known, unseen), weights) with { RowsWithoutTarget = dropped };
    }

    /// <summary>Measures what every column is worth to the model: by how much a metric gets worse when the column's values are exchanged between the rows.</summary>
    /// <param name="table">Rows with the model's columns and the target, best such that nothing was learned from; rows without a target are left out and counted.</param>
    /// <param name="options">Metric, repeats and seed; null for the defaults.</param>
    /// <param name="cancel">Stops between permutations.</param>
    /// <returns>The columns, the most important first; the same for the same seed.</returns>
    /// <exception cref="GliaException">As in <see cref="Evaluate(Table)"/>; or fewer than two rows have a target, or the metric has no value.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImportanceResult Importance(Table table, ImportanceOptions? options = null, CancellationToken cancel = default)
    {
        (Table known, double[] weights, int dropped) = Known(table);
        return new ImportanceExam(this, known, weights, options ?? new ImportanceOptions()).Run(dropped, cancel);
    }

    /// <summary>The same model around another network of as many inputs and outputs, such as a pruned one; its record describes the new network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The model.</returns>
    /// <exception cref="GliaException">The network does not fit.</exception>
    public TabularModel WithNetwork(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _ = Single("another network in its place");
        return WithMembers([network]);
    }

    /// <summary>The same model around other networks of as many inputs and outputs, one for each that it has; its record describes the new ones.</summary>
    /// <param name="members">The networks, in the order of <see cref="Members"/>.</param>
    /// <returns>The model.</returns>
    /// <exception cref="GliaException">The networks do not fit, or are more or fewer.</exception>
    public TabularModel WithMembers(IReadOnlyList<Network> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return members.Count == Members.Count
            ? CreateEnsemble(Schema, Preprocessor, members, Scale, Run?.Of(members))
            : throw new GliaException($"The model has {Members.Count} networks, and {members.Count} are to take their place. Give one for each.");
    }

    private protected abstract Prediction Describe(float[] outputs, int rows);

    internal Evaluation JudgeOutputs(Table known, float[] outputs, double[] weights, string? only = null) => Judge(known, outputs, weights, only);

    private protected abstract Evaluation Judge(Table known, float[] outputs, double[] weights, string? only = null);

    private (Table Rows, double[] Weights, int Dropped) Known(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Table known = Schema.Labelled(table, TargetNames, out int dropped);
        double[] weights = known.TryGetColumn(Schema.SampleWeight ?? string.Empty, out _) ? TargetData.Weights(known, Schema)! : [];
        return (known, weights, dropped);
    }

    /// <summary>The outputs of all networks, [members, rows, outputs].</summary>
    internal void PredictAll(ReadOnlySpan<float> x, int rows, Span<float> outputs)
    {
        int length = rows * Network.Outputs;
        for (int m = 0; m < Members.Count; m++)
        {
            Members[m].Predict(x, rows, outputs.Slice(m * length, length));
        }
    }

    private protected float[] Outputs(Table table, UnseenValues? unseen = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        float[] outputs = new float[checked(table.Rows * Network.Outputs * Members.Count)];
        long size = (long)table.Rows * Preprocessor.Width;
        if (size > MostPooled)
        {
            PredictAll(Preprocessor.Transform(table, unseen), table.Rows, outputs);
            return outputs;
        }

        float[] x = ArrayPool<float>.Shared.Rent((int)size);
        Preprocessor.Transform(table, x.AsSpan(0, (int)size), unseen);
        PredictAll(x.AsSpan(0, (int)size), table.Rows, outputs);
        ArrayPool<float>.Shared.Return(x);
        return outputs;
    }
}
