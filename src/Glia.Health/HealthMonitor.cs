using Glia.Health.Certificates;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health;

/// <summary>
/// Watches every unit of a network while it trains. Give it to the trainer as an observer, then ask for the <see cref="Report(Network, ReadOnlyMemory{float}, int)"/>.
/// It only reads: a watched training and one that is not end with identical weights. One monitor watches one training at a time;
/// <see cref="Latest"/> may be read from any thread meanwhile.
/// </summary>
/// <remarks>
/// Every watched step costs one pass over the pre-activations and allocates nothing. Gains, gradients and updates are measured every
/// <see cref="HealthOptions.SampleEvery"/> steps, updates also where the loss stands out (above its start and twice its running median); the gradient norm at every fourth step,
/// at the first ones, in batches below 32 rows, and where the loss stands out.
/// </remarks>
public sealed class HealthMonitor : IStepObserver
{
    private readonly HealthOptions _options;
    private TrainingRecord? _record;
    private readonly IReadOnlyList<IProbe> _added;
    private ProbePanel _panel = new([]);
    private Trainer? _trainer;

    /// <summary>Makes a monitor.</summary>
    /// <param name="options">How often to look, and thresholds; null for the defaults.</param>
    /// <param name="probes">Probes of your own, asked after the built-in ones.</param>
    /// <exception cref="ArgumentException">A count in the options is too small.</exception>
    public HealthMonitor(HealthOptions? options = null, params IReadOnlyList<IProbe> probes)
    {
        ArgumentNullException.ThrowIfNull(probes);
        _added = [.. probes];
        _options = options ?? new HealthOptions();
        _options.Check(nameof(options));
    }

    /// <summary>Gets the frame of the last finished epoch, for a live display; null before the first. Safe from any thread.</summary>
    public HealthFrame? Latest => Volatile.Read(ref _record)?.Timeline.Latest;

    /// <summary>Gets the signal layer by layer in the last measured epoch; null before. For observers that come after this one.</summary>
    public EpochSignal? LatestSignal => Volatile.Read(ref _record)?.Signal;

    /// <inheritdoc/>
    public bool Watches(long step) => step % _options.WatchEvery == 0;

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => Record().ComparesNext(loss);

    /// <inheritdoc/>
    public bool Keeps(long step) => Record().Snapshots.Wants(step);

    /// <inheritdoc/>
    public void Kept(TrainingState state) => Record().Snapshots.Add(state);

    /// <inheritdoc/>
    public void Starting(Trainer trainer) => _trainer = trainer;

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(train);
        Volatile.Write(ref _record, new TrainingRecord(_options, network, train, validation, _trainer));
        _panel = new ProbePanel(_added);
        _panel.Started(Record());
    }

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        TrainingRecord record = Record();
        record.Add(step);
        _panel.StepEnded(step, record);
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        Close(epoch.Epoch, epoch.TrainLoss);
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        TrainingRecord record = Record();
        record.Result = result;
        if (result.Reason == StopReason.NonFinite)
        {
            record.MarkNonFinite(result.Steps, false);
        }

        if (record.HasOpenEpoch)
        {
            Close((record.Timeline.Latest?.Epoch ?? 0) + 1, record.Pulse.MedianLoss);
        }
    }

    /// <summary>Says how healthy the network is, from the record of its training and from rows that took no part in it.</summary>
    /// <param name="network">The network as training left it.</param>
    /// <param name="heldX">Held rows [heldRows, inputs], prepared as the training rows were; may be empty, then nothing is bounded.</param>
    /// <param name="heldRows">Number of held rows.</param>
    /// <returns>Every unit, every finding, and the timeline.</returns>
    /// <exception cref="InvalidOperationException">No training was watched; use <see cref="HealthExam"/>.</exception>
    /// <exception cref="ArgumentException">The network is not the one watched, or heldX is too short.</exception>
    public HealthReport Report(Network network, ReadOnlyMemory<float> heldX, int heldRows) => Report(network, heldX, heldRows, _options.Certification);

    /// <summary>The same, certifying units that look dead over the box of all rows, those of training and the held ones, or a given one.</summary>
    /// <param name="network">The network as training left it.</param>
    /// <param name="heldX">Held rows [heldRows, inputs], prepared as the training rows were; may be empty, then nothing is bounded.</param>
    /// <param name="heldRows">Number of held rows.</param>
    /// <param name="certification">How to certify; null: not at all.</param>
    /// <returns>Every unit, every finding, the timeline and the certificates.</returns>
    /// <exception cref="InvalidOperationException">No training was watched; use <see cref="HealthExam"/>.</exception>
    /// <exception cref="ArgumentException">The network is not the one watched, or heldX is too short.</exception>
    public HealthReport Report(Network network, ReadOnlyMemory<float> heldX, int heldRows, CertificationOptions? certification)
    {
        ArgumentNullException.ThrowIfNull(network);
        TrainingRecord record = Record();
        int[] watched = [.. record.Stages.Select(stage => stage.Units)];
        if (network.Inputs != record.Network.Inputs || !watched.SequenceEqual(Stage.Of(network).Select(stage => stage.Units)))
        {
            throw new ArgumentException("The network does not have the layers of the one that was watched.", nameof(network));
        }

        Evidence evidence = Examiner.Examine(_options, network, heldX.Span, heldRows, record);
        (evidence, IReadOnlyList<UnitCertificate> certificates) = Certification.Apply(
            certification, network, evidence, () => Box.OfRows([.. record.Train.X.Span, .. heldX.Span[..(heldRows * network.Inputs)]], network.Inputs, certification!.Groups));
        (IReadOnlyList<Finding> findings, IReadOnlyList<ProbeFailure> failures) = _panel.Find(evidence);
        return new HealthReport([.. evidence.Layers.Select(layer => layer.Health)], findings, record.Timeline.ToList())
        {
            SignalAtStart = record.FirstSignal,
            Signal = record.Signal,
            Certificates = certificates,
            ProbeFailures = failures,
        };
    }

    /// <summary>What has been written down.</summary>
    internal TrainingRecord Record() => _record ?? throw new InvalidOperationException("The monitor has not watched a training yet. HealthExam looks at a network without one.");

    private void Close(int epoch, double loss)
    {
        TrainingRecord record = Record();
        if (record.Close(epoch, loss) is { } signal)
        {
            _panel.EpochEnded(signal, record);
        }
    }
}
