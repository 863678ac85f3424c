using Glia.Health.Deaths;
using Glia.Health.Measures;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>Everything the monitor has written down about one training.</summary>
public sealed class TrainingRecord
{
    /// <summary>Steps between two gradient norms: the norm of every step was two fifths of the cost of watching 784-512-256.</summary>
    private const int NormEvery = 4;

    private readonly List<double> _losses = [];
    private readonly Lazy<double?> _guess;
    private long _watched;

    /// <summary>Starts the record of a training.</summary>
    internal TrainingRecord(HealthOptions options, Network network, TrainingSet train, TrainingSet? validation, Trainer? trainer = null)
    {
        Trainer = trainer;
        (Options, Network, Train, Validation) = (options, network, train, validation);
        Snapshots = new Snapshots(options.SnapshotBytes);
        Stages = Stage.Of(network);
        _guess = new Lazy<double?>(() => trainer is null ? null
            : ConstantGuess.Of(trainer.Loss, train, network.Outputs) ?? SearchedGuess.Of(trainer.Loss, train, network.Outputs, OutputFunction));
        Layers = [.. Stages.Where(stage => stage.Activation is not null).Select(stage => new LayerRecord(stage))];
        Meter = new SignalMeter(Stages, trainer?.Options.OptimizerEpsilon() ?? 0);
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
    internal Snapshots Snapshots { get; }

    /// <summary>Gets how the training ended; null while it goes on.</summary>
    public TrainingResult? Result { get; internal set; }

    /// <summary>Gets who trains, with loss and options; null where the monitor was not told.</summary>
    public Trainer? Trainer { get; }

    /// <summary>Gets the number of the last watched step; 0 before the first.</summary>
    public long Steps { get; private set; }

    /// <summary>Gets the loss at the start: the mean over the first 32 rows or more; NaN before the first step.</summary>
    public double StartLoss => Pulse.StartLoss;

    /// <summary>Gets the mean training loss of every epoch.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Gets the lowest mean training loss of an epoch; NaN before the first epoch ended.</summary>
    public double LowestLoss => _losses.Count == 0 ? double.NaN : _losses.Min();

    /// <summary>Gets the loss of the best answer that is the same for all rows; null where it is not known for this loss.</summary>
    public double? GuessLoss => _guess.Value;

    /// <summary>Gets <see cref="LowestLoss"/> / <see cref="GuessLoss"/> (or over <see cref="StartLoss"/>, where that is not known): 1 when
    /// nothing has been learned; NaN where there is nothing to learn.</summary>
    public double LossShare => LowestLoss / (GuessLoss ?? StartLoss);

    /// <summary>Gets the loss that a network which has learned nothing has: that at the start, or of the best constant answer where that is lower. A start with outputs that are far off
    /// only has to find the constant to come down from it.</summary>
    internal double UnlearnedLoss => GuessLoss is { } guess && guess < StartLoss ? guess : StartLoss;

    /// <summary>Gets the stages of the network.</summary>
    internal Stage[] Stages { get; }

    /// <summary>Gets the activation behind the output layer; null for none.</summary>
    internal Activation? OutputFunction => Stages is [.., { IsOutput: true, Function: { } function }] ? function : null;

    /// <summary>Gets the unit records of the stages that have an activation.</summary>
    internal LayerRecord[] Layers { get; }

    /// <summary>Gets norm and loss step by step.</summary>
    internal Pulse Pulse { get; } = new();

    /// <summary>Gets the meter of gains and updates.</summary>
    internal SignalMeter Meter { get; }

    /// <summary>Gets the frames.</summary>
    internal Timeline Timeline { get; }

    /// <summary>Gets the frame of the first epoch; null before it ended.</summary>
    public HealthFrame? FirstFrame { get; private set; }

    /// <summary>Gets the signal of the first measured step, as the network was initialised; null before.</summary>
    public EpochSignal? FirstSignal { get; private set; }

    /// <summary>Gets the signal of the last epoch that had a sample; null before.</summary>
    public EpochSignal? Signal { get; private set; }

    /// <summary>Gets a value indicating whether loss, gradient norm and every pre-activation of the current step are finite.</summary>
    public bool IsFinite { get; private set; }

    /// <summary>Gets a value indicating whether steps were watched since the last epoch ended.</summary>
    internal bool HasOpenEpoch { get; private set; }

    /// <summary>Gets the first step with a NaN or infinite value; null for none.</summary>
    public long? NonFiniteStep { get; private set; }

    /// <summary>Gets a value indicating whether that value was in the batch itself.</summary>
    public bool NonFiniteInput { get; private set; }

    /// <summary>Notes where values stopped being finite.</summary>
    internal void MarkNonFinite(long step, bool input)
    {
        if (NonFiniteStep is null)
        {
            (NonFiniteStep, NonFiniteInput) = (step, input);
        }
    }

    /// <summary>Whether values before the update are needed at the step to be added next: where it is sampled, or its loss stands out.</summary>
    internal bool ComparesNext(double loss) => IsDue(_watched, Options.SampleEvery) || Pulse.StandsOut(loss);

    /// <summary>Takes in a step.</summary>
    internal void Add(in StepView step)
    {
        bool measured = step.Rows < Pulse.BeatRows || IsDue(_watched, NormEvery) || Pulse.StandsOut(step.Loss);
        bool finite = Pulse.Add(step.Step, step.Loss, measured ? step.GradientNorm : null, step.Rows);
        foreach (LayerRecord layer in Layers)
        {
            finite &= layer.Add(step.Output(layer.Stage.Before), step.Rows, step.Step);
        }

        IsFinite = finite;
        if (finite && IsDue(_watched, Options.SampleEvery))
        {
            Meter.Sample(step, deep: IsDue(_watched, 4L * Options.SampleEvery));
            FirstSignal ??= Meter.Read(step.Epoch, step.Loss, step.GradientNorm);
        }

        _watched++;
        Steps = step.Step;
        HasOpenEpoch = true;
    }

    /// <summary>Ends an epoch.</summary>
    /// <returns>Its signal; null when no step of it was sampled.</returns>
    internal EpochSignal? Close(int epoch, double loss)
    {
        EpochSignal? signal = Meter.Close(epoch, loss, Pulse.MedianNorm);
        Signal = signal ?? Signal;
        _losses.Add(loss);
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
    private static bool IsDue(long watched, long every) => watched % every == 0 || (watched & (watched - 1)) == 0;
}
