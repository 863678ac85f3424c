using Glia.Kernels.Products;
using Glia.Networks.Layers;
using Glia.Networks.Losses;
using Glia.Networks.Numbers;
using Glia.Networks.Optimizers;
using Glia.Networks.Schedules;

namespace Glia.Networks.Training;

/// <summary>
/// All that a training remembers between steps: position, optimizer, schedule, sums of the epoch, best weights, history. What a
/// checkpoint has to hold is what is settable or writable here, and the network.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>Rows of a batch unless told, as in scikit-learn's MLP.</summary>
    private const int DefaultBatch = 200;

    private readonly Team? _team;
    private WeightedSum _losses;

    public TrainingRun(Trainer trainer, TrainingSet train, StreamedRows? streamed, TrainingSet? validation, bool watched)
    {
        Network network = Network = trainer.Network;
        TrainingOptions options = Options = trainer.Options;
        int size = options.BatchSize == 0 ? Math.Min(DefaultBatch, streamed?.Source.Rows ?? train.Rows) : options.BatchSize;
        Train = streamed is null && size >= train.Rows ? RowMerge.Adjacent(train) : train;
        int threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        _team = threads > 1 && HasSharedWork(network, Math.Min(size, streamed?.Source.Rows ?? Train.Rows)) ? new Team(threads) : null;
        Batches = streamed is null
            ? new MemoryBatches(Train, size, options.Seed)
            : new WindowBatches(streamed, size, options.Seed, (first, targets, weights) => TrainingSet.CheckValues(targets.Span, weights.Span, first, network, trainer.Loss, "streamed"));
        Work = new Workspace(network, Batches.Size, options.Seed, _team);
        Optimizer = Optimizer.Parse(options.Optimizer);
        Update = new UpdateWork(Optimizer, _team);
        Slots = [.. Enumerable.Range(0, Optimizer.Slots).Select(_ => new float[network.Store.Values.Length])];
        Scalars = Optimizer.StartScalars;
        Schedule = Schedule.Parse(options.Schedule);
        ScheduleState = Schedule.StartState;
        Best = new BestWeights(network);
        Monitor = validation is not null || options.KeepBest ? new Evaluator(network, trainer.Loss, validation ?? Train, _team) : null;
        HasValidation = validation is not null;
        Before = watched ? new float[network.Values.Length] : [];
        Seen = trainer.Metric is not null && streamed is null ? new float[checked(Train.Rows * network.Outputs)] : [];
    }

    public Network Network { get; }

    public TrainingOptions Options { get; }

    /// <summary>The training rows, or the sample of streamed ones.</summary>
    public TrainingSet Train { get; }

    public Batches Batches { get; }

    public Workspace Work { get; }

    public Optimizer Optimizer { get; }

    public UpdateWork Update { get; }

    public Schedule Schedule { get; }

    /// <summary>Measures what epochs are judged by; null: the loss as it was seen in the steps.</summary>
    public Evaluator? Monitor { get; }

    public bool HasValidation { get; }

    /// <summary>Values before the update, for observers; empty if there are none.</summary>
    public float[] Before { get; }

    /// <summary>What the optimizer remembers value by value.</summary>
    public float[][] Slots { get; }

    /// <summary>What it remembers besides.</summary>
    public double[] Scalars { get; }

    /// <summary>What the schedule remembers.</summary>
    public double[] ScheduleState { get; }

    public BestWeights Best { get; }

    /// <summary>Outputs of the epoch as they were seen [rows, outputs], for the metric; empty without one, or where rows are streamed.</summary>
    public float[] Seen { get; }

    public List<EpochRecord> History { get; } = [];

    /// <summary>Epochs completed.</summary>
    public int Epoch { get; set; }

    /// <summary>Steps made in the epoch under way.</summary>
    public int StepInEpoch { get; set; }

    /// <summary>Steps made.</summary>
    public long Step { get; set; }

    /// <summary>Epochs in a row without improvement.</summary>
    public int Wait { get; set; }

    /// <summary>Lowest loss that patience compares with.</summary>
    public double Reference { get; set; } = double.PositiveInfinity;

    /// <summary>Sums of the losses of the epoch under way, to keep.</summary>
    public double[] LossParts
    {
        get => _losses.Parts;
        set => _losses = new WeightedSum(value);
    }

    /// <summary>Learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Why it is over; null while it goes on.</summary>
    public StopReason? Reason { get; set; }

    /// <summary>The learning rate of the step about to be made.</summary>
    public double NextLearningRate() =>
        Options.LearningRate * Schedule.Factor(new SchedulePoint(Step, Batches.Count, Options.Epochs), ScheduleState);

    /// <summary>Keeps the values before an update, for observers.</summary>
    public void RememberValues()
    {
        if (Before.Length > 0)
        {
            Network.Values.CopyTo(Before);
        }
    }

    /// <summary>Counts a step that has been made: its loss, and what the metric needs of its outputs.</summary>
    public void Count(double loss, ReadOnlySpan<float> outputs)
    {
        _losses.Add(loss, new LossBatch(outputs, Batches.Targets, Batches.Weights, Batches.Rows).TotalWeight);
        Step++;
        StepInEpoch++;
        if (Seen.Length > 0)
        {
            Remember(outputs);
        }
    }

    /// <summary>The loss that the epoch is judged by, or null if cancelled.</summary>
    public double? Monitored(CancellationToken cancel) => Monitor is null ? _losses.Mean : Monitor.Measure(cancel);

    /// <summary>Mean loss of the epoch; the next begins.</summary>
    public double TakeLoss()
    {
        double mean = _losses.Mean;
        _losses = default;
        return mean;
    }

    /// <summary>Takes the loss of a completed epoch: best weights, patience, plateau.</summary>
    public void Judge(double loss)
    {
        if (Options.KeepBest)
        {
            Best.Offer(Network, loss, Epoch);
        }
        else
        {
            Best.Take(Network, loss, Epoch);
        }

        Schedule.EpochEnded(loss, ScheduleState);
        bool improved = loss < Reference - Options.MinimumImprovement;
        Wait = improved ? 0 : Wait + 1;
        Reference = Math.Min(Reference, loss);
    }

    /// <summary>Says whether the run is over before the next epoch.</summary>
    public StopReason? Verdict() =>
        Options.Patience > 0 && Wait >= Options.Patience ? StopReason.EarlyStopped
        : Epoch >= Options.Epochs ? StopReason.Completed
        : null;

    public void Dispose()
    {
        Batches.Dispose();
        _team?.Dispose();
    }

    /// <summary>Whether a step has a product worth sharing: without one a second thread would only wake up to find little to do, and small steps stay on one thread.</summary>
    private static bool HasSharedWork(Network network, int rows) =>
        network.Layers.Any(layer => layer is DenseLayer && Product.IsShared(rows, layer.Inputs, layer.Outputs));

    /// <summary>Puts the outputs of a batch where their rows belong.</summary>
    private void Remember(ReadOnlySpan<float> outputs)
    {
        int width = Network.Outputs;
        ReadOnlySpan<int> rows = Batches.Indices;
        for (int i = 0; i < rows.Length; i++)
        {
            outputs.Slice(i * width, width).CopyTo(Seen.AsSpan(rows[i] * width));
        }
    }
}
