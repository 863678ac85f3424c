using Glia.Networks;

namespace Glia.Studio.Live;

/// <summary>
/// Holds the training where the page wants it, and lends its weights to be looked at. The training thread only ever copies floats for the
/// page, and only when asked: it never waits for a browser.
/// </summary>
internal sealed class Pace(double bias, CancellationToken cancel) : IStepObserver, IStepRule
{
    private readonly object _lock = new();
    private long _until;
    private int _epochs;
    private bool _wanted;
    private double _rate;
    private double _stepsPerSecond;
    private bool _ends;
    private float[] _values = [];
    private float[] _state = [];
    private float[] _gradient = [];
    private bool _isLent;
    private Network? _network;
    private (long Step, long Time) _paced;

    /// <summary>Gets a network of the same layers whose weights the training begins with; null for those it drew.</summary>
    public Network? Weights { get; init; }

    /// <summary>Gets the last step made.</summary>
    public long Step { get; private set; }

    /// <summary>Gets whether the training waits for the page.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Gets whether it has been told to run.</summary>
    public bool IsPlaying => Volatile.Read(ref _until) == long.MaxValue && !_ends;

    /// <summary>Gets whether the page has limited its speed.</summary>
    public bool IsLimited => _stepsPerSecond > 0;

    /// <summary>Gets the loss of the last step.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Runs on until paused.</summary>
    public void Play() => Change(() => (_until, _epochs) = (long.MaxValue, 0));

    /// <summary>Holds after the step that is being made.</summary>
    public void Pause() => Change(() => (_until, _epochs) = (0, 0));

    /// <summary>Makes some steps more.</summary>
    public void Steps(long count) => Change(() => (_until, _epochs) = (Step + count, 0));

    /// <summary>Goes on to the end of an epoch.</summary>
    public void Epoch() => Change(() => (_until, _epochs) = (long.MaxValue - 1, 1));

    /// <summary>Ends the training as it stands.</summary>
    public void End() => Change(() => (_ends, _until) = (true, long.MaxValue));

    /// <summary>Changes the learning rate from the next step on.</summary>
    public void SetRate(double rate) => Volatile.Write(ref _rate, rate);

    /// <summary>Limits the speed; 0: as fast as it goes.</summary>
    public void SetSpeed(double stepsPerSecond) => Change(() => (_stepsPerSecond, _paced) = (stepsPerSecond, (Step, TimeProvider.System.GetTimestamp())));

    /// <summary>The weights as they are after a step, copied into the arrays given, within a time; false where no step ended.</summary>
    public bool TryLook(Span<float> values, Span<float> state, TimeSpan within, out long step) => TryLook(values, state, [], within, out step);

    /// <summary>The same with the gradient that made the last step, in the order of the parameters; left alone where no step was made.</summary>
    public bool TryLook(Span<float> values, Span<float> state, Span<float> gradient, TimeSpan within, out long step)
    {
        lock (_lock)
        {
            step = Step;
            if (_network is null)
            {
                return false;
            }

            if (IsHeld)
            {
                _network.Values.CopyTo(values);
                _network.StateValues.CopyTo(state);
            }
            else
            {
                (_wanted, _isLent) = (true, false);
                if (!Monitor.Wait(_lock, within) || !_isLent)
                {
                    return false;
                }

                _values.CopyTo(values);
                _state.CopyTo(state);
                step = Step;
            }

            _gradient.AsSpan(0, Math.Min(gradient.Length, _gradient.Length)).CopyTo(gradient);
            return true;
        }
    }

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => false;

    /// <inheritdoc/>
    public void Starting(Trainer trainer) => trainer.Rule ??= this;

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        if (Weights is { } weights)
        {
            weights.Values.CopyTo(network.Values);
            weights.StateValues.CopyTo(network.StateValues);
        }
        else if (bias != 0)
        {
            foreach (Layers.Hidden hidden in Layers.Hidden.Of(network))
            {
                hidden.Dense.Bias.Values.Fill((float)bias);
            }
        }

        lock (_lock)
        {
            _network = network;
        }

        Hold();
    }

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        (Step, Loss) = (step.Step, step.Loss);
        if (Volatile.Read(ref _wanted))
        {
            Keep(step);
            Lend();
        }

        if (step.Step >= Volatile.Read(ref _until))
        {
            Keep(step);
            Hold();
        }
        else
        {
            if (Volatile.Read(ref _epochs) > 0)
            {
                // It may be the last of its epoch, after which the page looks.
                Keep(step);
            }

            if (_stepsPerSecond > 0)
            {
                Wait(step.Step);
            }
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        if (Volatile.Read(ref _epochs) > 0)
        {
            _epochs = 0;
            _until = 0;
            Hold();
        }
    }

    /// <inheritdoc/>
    public void Finished(TrainingResult result)
    {
        lock (_lock)
        {
            IsHeld = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <inheritdoc/>
    public double LearningRate(long step, double rate) => Volatile.Read(ref _rate) is > 0 and var told ? told : rate;

    /// <inheritdoc/>
    public bool Ends(long step) => _ends;

    private void Change(Action what)
    {
        lock (_lock)
        {
            what();
            Monitor.PulseAll(_lock);
        }
    }

    private void Hold()
    {
        lock (_lock)
        {
            IsHeld = true;
            Monitor.PulseAll(_lock);
            while (Step >= _until && !cancel.IsCancellationRequested)
            {
                Monitor.Wait(_lock, 200);
            }

            // Time that passed while it was held is not made up for, whenever the speed was told.
            _paced = default;
            IsHeld = false;
        }
    }

    private void Wait(long step)
    {
        lock (_lock)
        {
            _paced = _paced.Time == 0 ? (step - 1, TimeProvider.System.GetTimestamp()) : _paced;
            while (_stepsPerSecond > 0 && !cancel.IsCancellationRequested && Step < _until)
            {
                double ahead = ((step - _paced.Step) / _stepsPerSecond) - TimeProvider.System.GetElapsedTime(_paced.Time).TotalSeconds;
                if (ahead <= 0)
                {
                    return;
                }

                if (_wanted)
                {
                    Lend();
                }

                Monitor.Wait(_lock, TimeSpan.FromSeconds(Math.Min(ahead, 0.05)));
            }
        }
    }

    private void Lend()
    {
        lock (_lock)
        {
            (_wanted, _isLent) = (false, true);
            Copy(_network!.Values, ref _values);
            Copy(_network.StateValues, ref _state);
            Monitor.PulseAll(_lock);
        }
    }

    private void Keep(in StepView step)
    {
        lock (_lock)
        {
            int length = step.Network.Values.Length;
            _gradient = _gradient.Length == length ? _gradient : new float[length];
            foreach (Parameter parameter in step.Network.Parameters)
            {
                step.Gradient(parameter).CopyTo(_gradient.AsSpan(parameter.Offset, parameter.Length));
            }
        }
    }

    private static void Copy(ReadOnlySpan<float> from, ref float[] into)
    {
        into = into.Length == from.Length ? into : new float[from.Length];
        from.CopyTo(into);
    }
}
