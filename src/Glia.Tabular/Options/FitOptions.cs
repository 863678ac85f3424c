using System.Text.Json.Serialization;
using Glia.Networks.Layers;

namespace Glia.Tabular;

/// <summary>
/// Everything that decides what a fit does, in one record: with the same table, target and options the weights are the same to the bit. In
/// files the names are in snake_case (learning_rate). Defaults follow scikit-learn's MLP where that serves small tables too.
/// </summary>
public sealed record FitOptions
{
    internal const string Auto = "auto";

    /// <summary>Gets the task; chosen from the target unless told.</summary>
    public TaskChoice Task { get; init; } = TaskChoice.Auto;

    /// <summary>Gets the units of the hidden layers, first to last; empty for a linear model.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [100];

    /// <summary>Gets the activation of every hidden layer, with parameters: <c>relu</c>, <c>leaky_relu(slope=0.1)</c>.</summary>
    public string Activation { get; init; } = "relu";

    /// <summary>Gets an activation for each hidden layer, first to last; empty: <see cref="Activation"/> for all.</summary>
    public IReadOnlyList<string> Activations { get; init; } = [];

    /// <summary>Gets the start of the weights of hidden layers: <c>auto</c> (by the activation that follows: Glorot with its gain, LeCun where it asks for it), <c>glorot_uniform</c>, <c>he_normal</c>, ….</summary>
    public string Initialization { get; init; } = Auto;

    /// <summary>Gets a value indicating whether batch normalisation stands before every hidden activation.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Gets a value indicating whether layer normalisation stands before every hidden activation.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Gets the share of hidden outputs set to 0 in a training step, 0 … below 1; 0: none.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Gets the hidden part layer by layer, in place of <see cref="Hidden"/>, <see cref="Activation"/>, <see cref="Activations"/>, norms and
    /// dropout; null: made from those. The output layer is always added.
    /// </summary>
    public IReadOnlyList<LayerSpec>? Layers { get; init; }

    /// <summary>Gets the loss: <c>auto</c> (cross-entropy for classes, squared for numbers), for regression also <c>absolute</c>, <c>huber(delta=1)</c> in standard deviations of the target, <c>quantile(level=0.9)</c>, or <c>poisson</c> for counts, which predicts through a logarithm.</summary>
    public string Loss { get; init; } = Auto;

    /// <summary>Gets the update rule: <c>adam</c>, <c>adamw(decay=0.01)</c>, <c>sgd</c>, <c>momentum(momentum=0.9)</c>, <c>nesterov</c>, <c>rmsprop</c>.</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>Gets the learning rate η.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Gets the course of the learning rate: <c>constant</c>, <c>step(every=30, factor=0.1)</c>, <c>cosine(warmup=5)</c>, <c>one_cycle</c>, <c>plateau(factor=0.1, patience=10)</c>.</summary>
    public string Schedule { get; init; } = "constant";

    /// <summary>Gets the largest number of epochs.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>Gets the rows of a step; 0: a sixteenth of the training rows, but 16 … 200, so that small tables also make enough steps.</summary>
    public int BatchSize { get; init; }

    /// <summary>Gets after how many epochs without improvement to stop; 0: never.</summary>
    public int Patience { get; init; } = 20;

    /// <summary>Gets by how much the loss has to fall to count as an improvement.</summary>
    public double MinimumImprovement { get; init; } = 1e-4;

    /// <summary>Gets the largest norm of the whole gradient; 0: no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Gets the largest magnitude of one gradient value; 0: no limit.</summary>
    public double ClipValue { get; init; }

    /// <summary>Gets the L1 penalty λ₁ of dense weights.</summary>
    public double L1 { get; init; }

    /// <summary>Gets the L2 penalty λ₂ of dense weights.</summary>
    public double L2 { get; init; } = 1e-4;

    /// <summary>Gets the seed of split, start of weights, shuffling and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Gets how many networks are trained, with the seeds <see cref="Seed"/>, <see cref="Seed"/> + 1, …, on the same split and preprocessing; the model is their average (a deep ensemble; Lakshminarayanan, Pritzel
    /// and Blundell, NIPS 2017, who take 5). 1: a single one.
    /// </summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>Gets the number of threads; 0: one a processor. The weights do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Gets the share of the rows that choose the best epoch.</summary>
    public double Validation { get; init; } = 0.15;

    /// <summary>Gets the share of the rows that are kept for the final test.</summary>
    public double Test { get; init; } = 0.15;

    /// <summary>Gets the scale of numbers.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>Gets the most categories a column keeps.</summary>
    public int MostCategories { get; init; } = 256;

    /// <summary>
    /// Gets the columns of categories that become a learned embedding instead of one input a category, and how many numbers a level becomes; 0: by the number of levels n,
    /// min(600, round(1.6 · n^0.56)). A column named here is taken for categories unless <see cref="Columns"/> says otherwise.
    /// </summary>
    public IReadOnlyDictionary<string, int> Embeddings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// Gets from how many categories a column becomes an embedding by itself; 0: none does. On made tables with 25 rows a level the two do not differ at 8 levels, and an embedding is ahead by
    /// 0.01 of R² at 32 and 0.02 at 64, by up to 0.01 beyond, where it takes a fraction of the time (docs/models.md). AutoGluon embeds from 4.
    /// </summary>
    public int EmbedFrom { get; init; } = 64;

    /// <summary>Gets how classes weigh in the loss.</summary>
    public ClassWeighting ClassWeight { get; init; } = ClassWeighting.None;

    /// <summary>Gets weights by class, in place of <see cref="ClassWeight"/>; a class that is not named weighs 1. Of several labels: the weight of the second class of each, by label.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Gets the column of row weights, for loss and metrics; null: none.</summary>
    public string? SampleWeight { get; init; }

    /// <summary>Gets the kinds of columns that are told rather than found.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Columns { get; init; } = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);

    /// <summary>Gets the probability from which a row is of the second of two classes, above 0 and below 1. Of any other target, whatever is not 0.5 is refused.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Gets thresholds by label where several labels are learned; one that is not named has <see cref="Threshold"/>. Null: all have.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Thresholds { get; init; }

    /// <summary>Gets a value indicating whether a temperature is fitted on the validation rows, so that the probabilities of classes are as often right as they say (see <see cref="OutputScale.Temperature"/>). Labels stay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Calibrate { get; init; }

    /// <summary>
    /// Gets the bytes that <see cref="Learner.FitFile"/> may take for rows, at least 16 MiB; a table that does not fit is streamed from the disk. 0: every table is
    /// held in memory. It decides windows and split of a streamed table, and so its weights.
    /// </summary>
    public long Memory { get; init; }

    /// <summary>The kinds that are told: embedded columns hold categories.</summary>
    internal IReadOnlyDictionary<string, ColumnKind> Kinds => Embeddings.Count == 0 ? Columns
        : Columns.Concat(Embeddings.Where(column => !Columns.ContainsKey(column.Key)).Select(column => KeyValuePair.Create(column.Key, ColumnKind.Category)))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>How to read a table so that columns told to be categories keep their spelling (007) and columns told to be numbers are checked line by line.</summary>
    /// <param name="options">The other choices; null for the defaults.</param>
    /// <returns>Options for <see cref="Table.Read"/>.</returns>
    public TableOptions ReadOptions(TableOptions? options = null)
    {
        options ??= new TableOptions();
        return options with
        {
            TextColumns = [.. options.TextColumns, .. Kinds.Where(c => c.Value is ColumnKind.Category or ColumnKind.Boolean).Select(c => c.Key)],
            NumberColumns = [.. options.NumberColumns, .. Columns.Where(c => c.Value is ColumnKind.Number).Select(c => c.Key)],
            IgnoredColumns = [.. options.IgnoredColumns, .. Columns.Where(c => c.Value is ColumnKind.Ignored).Select(c => c.Key)],
        };
    }

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="GliaException">An option is out of range or unknown; the message names it as files do, with what was seen and what is known.</exception>
    public void Validate() => FitOptionsRules.Check(this);
}
