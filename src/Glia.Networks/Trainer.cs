using Glia.Networks.Files;
using Glia.Networks.Numbers;
using Glia.Networks.Optimizers;
using Glia.Networks.Training;

namespace Glia.Networks;

/// <summary>
/// Teaches a network. A step is one column: rows → forward → loss → backward → clip → optimizer → observers. However a training ends,
/// the best weights are in the network: those of the epoch with the lowest validation loss, or training loss without validation rows;
/// or those of the last whole epoch, where <see cref="TrainingOptions.KeepBest"/> is off.
/// </summary>
/// <remarks>
/// Same network, data, options: same weights, to the bit, on any machine and with any number of threads. Chance comes from the
/// seed, epoch and step numbers and names of layers only, every sum has one order, and no function is used whose bits differ between
/// machines.
/// </remarks>
public sealed class Trainer
{
    private readonly IReadOnlyList<IStepObserver> _observers;
    private readonly Checkpoint? _from;
    private readonly TrainingState? _state;
    private Audience _audience;

    /// <summary>Initializes a new instance of the <see cref="Trainer"/> class.</summary>
    /// <param name="network">What learns.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="options">How.</param>
    /// <param name="observers">Who watches.</param>
    /// <exception cref="GliaException">An option makes no sense.</exception>
    public Trainer(Network network, Loss loss, TrainingOptions options, params IReadOnlyList<IStepObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observers);
        options.Check();
        Network = network;
        Loss = loss;
        Options = options;
        _observers = [.. observers];
        _audience = new Audience(_observers);
    }

    private Trainer(Checkpoint from, Loss loss, TrainingOptions options, IReadOnlyList<IStepObserver> observers)
        : this(from.Network, loss, options, observers) => _from = from;

    private Trainer(TrainingState state, Network network, TrainingOptions options, IReadOnlyList<IStepObserver> observers)
        : this(network, state.Loss, options, observers) => _state = state;

    /// <summary>Gets what learns.</summary>
    public Network Network { get; }

    /// <summary>Gets what is made small.</summary>
    public Loss Loss { get; }

    /// <summary>Gets how.</summary>
    public TrainingOptions Options { get; }

    /// <summary>Gets or sets a number to show beside the loss, computed from the outputs of every epoch; null: none.</summary>
    public TrainingMetric? Metric { get; set; }

    /// <summary>Gets or sets what intervenes in the steps, for experiments; null: nothing, which costs nothing.</summary>
    public IStepRule? Rule { get; set; }

    /// <summary>Gets or sets where the seconds in records come from; nothing else depends on time.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>
    /// Goes on from a checkpoint: <see cref="Fit"/> with the same rows then ends with the same weights, to the bit, as if the training
    /// had never been stopped.
    /// </summary>
    /// <param name="checkpointPath">The file; later checkpoints go there, too.</param>
    /// <param name="threads">Number of threads; 0: one a processor.</param>
    /// <param name="loss">The loss, if it is not one of Glia's own; its text has to be the same.</param>
    /// <param name="observers">Who watches.</param>
    /// <returns>A trainer with the network of the checkpoint.</returns>
    /// <exception cref="GliaException">The file is missing, cut, damaged or of another kind; the message says what to do.</exception>
    public static Trainer Resume(string checkpointPath, int threads = 0, Loss? loss = null, params IReadOnlyList<IStepObserver> observers)
    {
        Checkpoint from = CheckpointFile.Read(checkpointPath);
        if (loss is not null && loss.Text != from.Header.Loss)
        {
            throw new GliaException($"{checkpointPath} belongs to a training with the loss {from.Header.Loss}, not {loss.Text}. Resume it with that loss.");
        }

        TrainingOptions options = from.Header.Options with { CheckpointPath = checkpointPath, Threads = threads };
        return new Trainer(from, loss ?? Loss.Parse(from.Header.Loss), options, observers);
    }

    /// <summary>
    /// Goes on from a state in memory, with a network of its own: <see cref="Fit"/> with the same rows and options makes the same steps, to the
    /// bit, as the training that the state was taken from. <see cref="Network"/> has the weights of the state and may be changed before.
    /// </summary>
    /// <param name="state">Where to go on; it stays as it is, so that any number of trainers may start from it, also at once.</param>
    /// <param name="options">
    /// Options that differ; null: those of the state. What the optimizer and the schedule remember goes along as long as they are of the same
    /// kind, their numbers may differ; others start afresh. Checkpoints are not written unless these options say so.
    /// </param>
    /// <param name="observers">Who watches.</param>
    /// <returns>A trainer for one <see cref="Fit"/>. The best weights are judged anew from here on.</returns>
    /// <exception cref="GliaException">An option makes no sense.</exception>
    public static Trainer From(TrainingState state, TrainingOptions? options = null, params IReadOnlyList<IStepObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Trainer(state, state.ToNetwork(), options ?? state.Options, observers);
    }

    /// <summary>Trains until the epochs are over, patience ends, the caller cancels, a rule ends it or a number is not finite.</summary>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="validation">Rows to judge by; null: the training rows.</param>
    /// <param name="cancel">Heard between steps.</param>
    /// <returns>How it went; cancelling is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network or the loss.</exception>
    /// <exception cref="GliaException">A checkpoint cannot be written, or belongs to other rows.</exception>
    public TrainingResult Fit(TrainingSet train, TrainingSet? validation = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        train.Check(Network, Loss, nameof(train));
        return Run(train, null, validation, cancel);
    }

    /// <summary>
    /// Trains from rows that need not fit in memory, as <see cref="Fit(TrainingSet, TrainingSet?, CancellationToken)"/> does from those that do: with a
    /// window that holds all rows, a batch that does not, and validation rows, the weights are the same to the bit. A metric is computed for validation rows only.
    /// </summary>
    /// <param name="train">Rows to learn from, read in windows.</param>
    /// <param name="validation">Rows to judge by, in memory; null: the sample of the training rows.</param>
    /// <param name="cancel">Heard between steps.</param>
    /// <returns>How it went; cancelling is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The rows do not fit the network or the loss.</exception>
    /// <exception cref="GliaException">Rows cannot be read; a checkpoint cannot be written, or belongs to other rows or windows.</exception>
    public TrainingResult FitStreamed(StreamedRows train, TrainingSet? validation = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        train.Check(Network, Loss, nameof(train));
        return Run(train.Sample, train, validation, cancel);
    }

    private TrainingResult Run(TrainingSet train, StreamedRows? streamed, TrainingSet? validation, CancellationToken cancel)
    {
        validation?.Check(Network, Loss, nameof(validation));
        long started = Clock.GetTimestamp();
        using TrainingRun run = new(this, train, streamed, validation, watched: _observers.Count > 0);
        CheckpointWriter checkpoints = new(run, Loss, Clock, () => streamed is null ? WeightsHash.Of(train, validation) : WeightsHash.Of(streamed, validation));
        _from?.Apply(run, checkpoints.DataSha256);
        _state?.Apply(run);
        _audience = new Audience(_observers);
        try
        {
            _audience.Tell(run.Step, observer => observer.Starting(this));
            _audience.Tell(run.Step, observer => observer.Started(Network, train, validation));
            _audience.HandOver(run, Loss);
            while ((run.Reason ??= run.Verdict()) is null)
            {
                RunEpoch(run, checkpoints, cancel);
            }

            checkpoints.Finish();
        }
        finally
        {
            run.Best.Restore(Network);
        }

        double seconds = Clock.GetElapsedTime(started).TotalSeconds;
        TrainingResult result = new([.. run.History], run.Best.Epoch, run.Reason ?? StopReason.Completed, run.Step, seconds)
        {
            ObserverFailures = [.. _audience.Failures],
        };
        _audience.Tell(run.Step, observer => observer.Finished(result));
        return result with { ObserverFailures = [.. _audience.Failures] };
    }

    /// <summary>The steps that are left of the epoch, then its judgement. Stopping is noted in the run.</summary>
    private void RunEpoch(TrainingRun run, CheckpointWriter checkpoints, CancellationToken cancel)
    {
        long started = Clock.GetTimestamp();
        int first = run.StepInEpoch;
        run.Batches.Shuffle(run.Epoch);
        while (run.StepInEpoch < run.Batches.Count && !cancel.IsCancellationRequested)
        {
            if (!Step(run))
            {
                run.Reason = StopReason.NonFinite;
                return;
            }

            _audience.HandOver(run, Loss);
            checkpoints.StepEnded();
            if (Rule is not null && Rule.Ends(run.Step))
            {
                run.Reason = StopReason.Stopped;
                run.Best.Take(Network, run.Best.Loss, run.Best.Epoch);
                return;
            }
        }

        double stepping = Clock.GetElapsedTime(started).TotalSeconds;
        double? monitored = run.StepInEpoch < run.Batches.Count ? null : run.Monitored(cancel);
        if (monitored is not { } loss)
        {
            run.Reason = StopReason.Cancelled;
            checkpoints.Write();
            return;
        }

        if (!double.IsFinite(loss) || !Spans.AreFinite(Network.Values) || !Spans.AreFinite(Network.StateValues))
        {
            run.Reason = StopReason.NonFinite;
            return;
        }

        long rows = Math.Min(run.Batches.AllRows, (long)(run.Batches.Count - first) * run.Batches.Size);
        CloseEpoch(run, loss, new Timing(Clock.GetElapsedTime(started).TotalSeconds, stepping > 0 ? rows / stepping : 0));
        checkpoints.EpochEnded();
    }

    /// <summary>A training step, from rows to observers. False if the loss is not finite; then nothing has been updated.</summary>
    private bool Step(TrainingRun run)
    {
        long number = run.Step + 1;
        bool watched = _audience.Watches(number);

        int rows = run.Batches.Load(run.StepInEpoch);
        ReadOnlySpan<float> x = run.Batches.X;
        ReadOnlySpan<float> outputs = run.Work.Forward(x, rows, number);
        double loss = Loss.Evaluate(outputs, run.Batches.Targets, run.Batches.Weights, rows, run.Work.LossGradient(rows));
        run.Work.Backward(x, rows, number);
        bool finite = double.IsFinite(loss);
        bool shown = watched || !finite;

        // Where nothing changes the gradient, an observer that asks for its norm finds it as it is now.
        double? norm = Options.ClipNorm > 0 ? Spans.Norm(Gradient) : shown && GradientRules.AnyIn(Options) ? Spans.QuickNorm(Gradient) : null;
        GradientRules.ClipNorm(Gradient, norm ?? 0, Options.ClipNorm);
        GradientRules.ClipValue(Gradient, Options.ClipValue);
        GradientRules.AddPenalties(Network.Parameters, Options.L1, Options.L2);
        run.LearningRate = Rule is null ? run.NextLearningRate() : Rule.LearningRate(number, run.NextLearningRate());
        bool compared = !finite || (watched && _audience.Compares(number, loss));
        if (compared)
        {
            run.RememberValues();
        }

        if (finite)
        {
            if (Rule is null || Rule.Updates(number))
            {
                Update(run);
                Rule?.Updated(number, Network);
            }

            run.Count(loss, outputs);
        }

        if (shown)
        {
            StepView view = new(run.Work, run.Batches, compared ? run.Before : default, norm)
            {
                Step = number,
                Epoch = run.Epoch + 1,
                Loss = loss,
                LearningRate = run.LearningRate,
            };
            _audience.Show(view, always: !finite);
        }

        return finite;
    }

    private Span<float> Gradient => Network.Store.Gradient.AsSpan(0, Network.Store.Length);

    private void Update(TrainingRun run) => run.Update.Run(new UpdateStep
    {
        Values = Network.Store.Values,
        Gradient = Network.Store.Gradient,
        Slots = run.Slots,
        Scalars = run.Scalars,
        LearningRate = run.LearningRate,
        Parameters = Network.Parameters,
        From = 0,
        Length = Network.Store.Values.Length,
    });

    private void CloseEpoch(TrainingRun run, double loss, Timing timing)
    {
        run.Epoch++;
        run.StepInEpoch = 0;
        run.Judge(loss);
        EpochRecord record = new(
            run.Epoch,
            run.TakeLoss(),
            run.HasValidation ? loss : null,
            run.Seen.Length > 0 ? Metric?.Invoke(run.Seen, run.Train) : null,
            run.HasValidation && run.Monitor is { } monitor ? Metric?.Invoke(monitor.Outputs, monitor.Set) : null,
            run.LearningRate,
            timing.Seconds,
            timing.RowsPerSecond)
        { MonitoredLoss = loss };
        run.History.Add(record);
        _audience.Tell(run.Step, observer => observer.EpochEnded(record, Network));
    }

    private readonly record struct Timing(double Seconds, double RowsPerSecond);
}
