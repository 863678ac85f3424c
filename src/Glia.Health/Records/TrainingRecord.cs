using Glia.Health.Deaths;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>Everything the monitor has written down about one training.</summary>
internal sealed class TrainingRecord
{
    private long _watched;

    /// <summary>Starts the record of a training.</summary>
    public TrainingRecord(HealthOptions options, Network network, TrainingSet train, TrainingSet? validation)
    {
        (Options, Network, Train, Validation) = (options, network, train, validation);
        Snapshots = new Snapshots(options.SnapshotBytes);
        Stages = Stage.Of(network);
        Layers = [.. Stages.Where(stage => stage.Activation is not null).Select(stage => new LayerRecord(stage))];
        Meter = new SignalMeter(Stages);
        Timeline = new Timeline(options.MaximumFrames);
    }

    /// <summary>Gets how to look.</summary>
    public HealthOptions Options { get; }

    /// <summary>Gets the network in training.</summary>
    public Network Network { get; }

    /// <summary>Gets the training rows.</summary>
    public TrainingSet Train { get; }

    /// <summary>Gets the validation rows; null for none.</summary>
    public TrainingSet? Validation { get; }

    /// <summary>Gets states to go back to.</summary>
    public Snapshots Snapshots { get; }

    /// <summary>Gets or sets how the training ended; null while it goes on.</summary>
    public TrainingResult? Result { get; set; }

    /// <summary>Gets the stages of the network.</summary>
    public Stage[] Stages { get; }

    /// <summary>Gets the unit records of the stages that have an activation.</summary>
    public LayerRecord[] Layers { get; }

    /// <summary>Gets norm and loss step by step.</summary>
    public Pulse Pulse { get; } = new();

    /// <summary>Gets the meter of gains and updates.</summary>
    public SignalMeter Meter { get; }

    /// <summary>Gets the frames.</summary>
    public Timeline Timeline { get; }

    /// <summary>Gets the frame of the first epoch.</summary>
    public HealthFrame? FirstFrame { get; private set; }

    /// <summary>Gets the signal of the last epoch that had a sample.</summary>
    public EpochSignal? Signal { get; private set; }

    /// <summary>Gets a value indicating whether loss, gradient norm and every pre-activation of the current step are finite.</summary>
    public bool IsFinite { get; private set; }

    /// <summary>Gets a value indicating whether steps were watched since the last epoch ended.</summary>
    public bool HasOpenEpoch { get; private set; }

    /// <summary>Gets the first step with a NaN or infinite value; null for none.</summary>
    public long? NonFiniteStep { get; private set; }

    /// <summary>Gets a value indicating whether that value was in the batch itself.</summary>
    public bool NonFiniteInput { get; private set; }

    /// <summary>Notes where values stopped being finite.</summary>
    public void MarkNonFinite(long step, bool input)
    {
        if (NonFiniteStep is null)
        {
            (NonFiniteStep, NonFiniteInput) = (step, input);
        }
    }

    /// <summary>Whether values before the update are needed at the step to be added next: where it is sampled, or its gradient stands out or is broken.</summary>
    public bool ComparesNext(double norm) => IsDue(_watched) || !double.IsFinite(norm) || Pulse.StandsOut(norm, Options.ExplodingNorm);

    /// <summary>Takes in a step.</summary>
    public void Add(in StepView step)
    {
        bool finite = Pulse.Add(step.Step, step.Loss, step.GradientNorm, step.Rows);
        foreach (LayerRecord layer in Layers)
        {
            finite &= layer.Add(step.Output(layer.Stage.Before), step.Rows, step.Step);
        }

        IsFinite = finite;
        if (finite && IsDue(_watched))
        {
            Meter.Sample(step);
        }

        _watched++;
        HasOpenEpoch = true;
    }

    /// <summary>Ends an epoch.</summary>
    /// <returns>Its signal; null when no step of it was sampled.</returns>
    public EpochSignal? Close(int epoch, double loss)
    {
        EpochSignal? signal = Meter.Close(epoch, loss, Pulse.MedianNorm);
        Signal = signal ?? Signal;
        LayerFrame[] layers = new LayerFrame[Layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = Layers[i].Close(Signal?.Layers[i], Options.SaturatedRows);
        }

        HealthFrame frame = new(epoch, layers);
        FirstFrame ??= frame;
        Timeline.Add(frame);
        HasOpenEpoch = false;
        return signal;
    }

    /// <summary>Early steps are measured densely (0, 1, 2, 4, 8 …): what goes wrong at the start does so at once.</summary>
    private bool IsDue(long watched) => watched % Options.SampleEvery == 0 || (watched & (watched - 1)) == 0;
}
