using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks;

/// <summary>
/// A training at a step boundary, in memory: weights, state of layers, what optimizer and schedule remember, position, patience and history.
/// It never changes. Not part of it: rows, best weights so far, and what a metric has seen of the epoch under way.
/// </summary>
public sealed class TrainingState
{
    private readonly TrainingPosition _position;
    private readonly float[] _values;
    private readonly float[] _state;
    private readonly float[][] _slots;
    private readonly double[] _scalars;
    private readonly double[] _scheduleState;
    private readonly double[] _lossParts;
    private readonly EpochRecord[] _history;

    private TrainingState(TrainingRun run, Loss loss)
    {
        Inputs = run.Network.Inputs;
        Layers = run.Network.Spec;
        Options = run.Options with { CheckpointPath = null };
        Loss = loss;
        Rows = run.Train.Rows;
        StepsPerEpoch = run.Batches.Count;
        BatchRows = run.Batches.Size;
        IsStreamed = run.Batches is not MemoryBatches;
        _position = TrainingPosition.Of(run);
        _values = run.Network.Values.ToArray();
        _state = run.Network.StateValues.ToArray();
        _slots = [.. run.Slots.Select(slot => slot.ToArray())];
        _scalars = [.. run.Scalars];
        _scheduleState = [.. run.ScheduleState];
        _lossParts = [.. run.LossParts];
        _history = [.. run.History];
    }

    /// <summary>Gets the steps made.</summary>
    public long Step => _position.Step;

    /// <summary>Gets the epochs completed.</summary>
    public int Epoch => _position.Epoch;

    /// <summary>Gets the steps made in the epoch under way; all of them where it is about to be judged.</summary>
    public int StepInEpoch => _position.StepInEpoch;

    /// <summary>Gets the steps of an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Gets the rows of a batch; the last one of an epoch may have fewer.</summary>
    public int BatchRows { get; }

    /// <summary>Gets a value indicating whether the rows were streamed: then only a streamed training can go on from here.</summary>
    public bool IsStreamed { get; }

    /// <summary>Gets how the training was told to go.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Gets what it makes small.</summary>
    public Loss Loss { get; }

    /// <summary>Gets the width of the network's input.</summary>
    public int Inputs { get; }

    /// <summary>Gets what the network's layers are made from.</summary>
    public IReadOnlyList<LayerSpec> Layers { get; }

    /// <summary>Gets the values of all parameters, in the order of <see cref="Network.Values"/>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Gets the values of all state tensors, in the order of <see cref="Network.StateValues"/>.</summary>
    public ReadOnlySpan<float> StateValues => _state;

    /// <summary>Gets how much memory it takes, in bytes: the weights once, and once again for each array that the optimizer remembers.</summary>
    public long Bytes => sizeof(float) * (_values.LongLength + _state.LongLength + _slots.Sum(slot => slot.LongLength));

    /// <summary>Rows that the training works on.</summary>
    internal int Rows { get; }

    /// <summary>Makes a network with the weights of the state.</summary>
    /// <returns>The network, to the bit.</returns>
    public Network ToNetwork()
    {
        Network network = Network.Declare(Inputs, Layers);
        network.Store.Allocate();
        _values.CopyTo(network.Values);
        _state.CopyTo(network.StateValues);
        return network;
    }

    /// <summary>Says which training rows are in the batch of a step, of this or any other: that is a matter of seed and number only.</summary>
    /// <param name="step">Number of the step, the first is 1.</param>
    /// <returns>The rows, as <see cref="StepView.RowNumbers"/> counts them.</returns>
    /// <exception cref="InvalidOperationException">The rows were streamed.</exception>
    public int[] RowsOf(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        if (IsStreamed)
        {
            throw new InvalidOperationException("The rows of this training were streamed; which of them a batch had is not known afterwards.");
        }

        (long epoch, long batch) = Math.DivRem(step - 1, StepsPerEpoch);
        return MemoryBatches.RowsOf(Rows, BatchRows, Options.Seed, (int)epoch, (int)batch);
    }

    /// <summary>The state of a run.</summary>
    internal static TrainingState Of(TrainingRun run, Loss loss) => new(run, loss);

    /// <summary>Brings a fresh run to where this one was, but for the weights: the trainer's network has them, or others.</summary>
    internal void Apply(TrainingRun run)
    {
        if (run.Train.Rows != Rows || run.Batches.Count != StepsPerEpoch)
        {
            throw new GliaException(
                Invariant($"The state is of a training on {Rows} rows in {StepsPerEpoch} steps an epoch; these are {run.Train.Rows} rows in {run.Batches.Count}. ")
                + "Values of rows may change, not their number or the batch size.");
        }

        _position.Place(run);
        run.Best.Epoch = Epoch;
        run.LossParts = _lossParts;
        run.History.AddRange(_history);
        if (Kind(run.Options.Schedule) == Kind(Options.Schedule))
        {
            _scheduleState.CopyTo(run.ScheduleState, 0);
        }

        if (Kind(run.Options.Optimizer) == Kind(Options.Optimizer))
        {
            _scalars.CopyTo(run.Scalars, 0);
            for (int i = 0; i < _slots.Length; i++)
            {
                _slots[i].CopyTo(run.Slots[i], 0);
            }
        }
    }

    private static string Kind(string text) => NamedText.Parse(text, "kind").Name;
}
