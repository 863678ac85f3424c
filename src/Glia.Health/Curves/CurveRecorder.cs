using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Curves;

/// <summary>
/// Writes every curve of a training while it goes on: losses, metric, learning rate, gradient norm, and with a monitor units and signal of every layer; for
/// writers that take them, distributions of weights, gradients and activations. It only reads: the weights are those of a training without it.
/// </summary>
/// <remarks>
/// Distributions are taken in the first step of an epoch: of each of the first ten, then at ever longer distances, a tenth of the way so far, so that a training
/// of 1000 epochs has about 60. A writer that fails, on a full disk for example, ends the recording and not the training: see <see cref="Failure"/>.
/// </remarks>
public sealed class CurveRecorder : IStepObserver, IDisposable
{
    private readonly HealthMonitor? _monitor;
    private readonly string _metric;
    private readonly ICurveWriter[] _writers;
    private bool _hasBegun;
    private int _epoch;
    private int _nextSample;
    private long _step;
    private double _norms;
    private long _watched;

    /// <summary>Makes a recorder for one training.</summary>
    /// <param name="monitor">The monitor of the training, before this in the list of observers; null: no curves of layers.</param>
    /// <param name="metric">Name of the trainer's metric.</param>
    /// <param name="writers">Where to; disposed with this.</param>
    public CurveRecorder(HealthMonitor? monitor, string metric, params IReadOnlyList<ICurveWriter> writers)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        ArgumentNullException.ThrowIfNull(writers);
        (_monitor, _metric, _writers) = (monitor, metric, [.. writers]);
    }

    /// <summary>Gets why the recording ended early; null: it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public bool Watches(long step)
    {
        _step = step;
        return Failure is null;
    }

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => false;

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        Begin(step.Epoch - 1, step.Step - 1);
        double norm = step.GradientNorm;
        if (double.IsFinite(norm))
        {
            (_norms, _watched) = (_norms + norm, _watched + 1);
        }

        if (_epoch < step.Epoch)
        {
            _epoch = step.Epoch;
            if (_epoch >= _nextSample)
            {
                _nextSample = _epoch + Math.Max(1, _epoch / 10);
                Sample(step);
            }
        }
    }

    /// <inheritdoc/>
    public void EpochEnded(EpochRecord epoch, Network network)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        Begin(epoch.Epoch - 1, _step);
        double? norm = _watched == 0 ? null : _norms / _watched;
        (_norms, _watched) = (0, 0);
        var point = new CurvePoint(epoch.Epoch, _step, CurveNames.Of(epoch, _metric, norm, _monitor?.Latest, _monitor?.LatestSignal));
        Tell(writer => writer.Add(point));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => Tell(writer => writer.Dispose());

    private void Begin(int epochs, long steps)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            Tell(writer => writer.Begin(epochs, steps));
        }
    }

    private void Sample(in StepView step)
    {
        if (!_writers.Any(writer => writer.TakesHistograms))
        {
            return;
        }

        Network network = step.Network;
        foreach (Parameter parameter in network.Parameters)
        {
            Add($"weights/{parameter.Name}", step.Step, Histogram.Of(parameter.Values));
            Add($"gradients/{parameter.Name}", step.Step, Histogram.Of(step.Gradient(parameter)));
        }

        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i] is ActivationLayer || i == network.Layers.Count - 1)
            {
                Add($"activations/{network.Layers[i].Name}", step.Step, Histogram.Of(step.Output(i)));
            }
        }
    }

    private void Add(string name, long step, Histogram? histogram)
    {
        if (histogram is not null)
        {
            Tell(writer => writer.Add(name, step, histogram));
        }
    }

    private void Tell(Action<ICurveWriter> what)
    {
        try
        {
            if (Failure is null)
            {
                Array.ForEach(_writers, what);
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or GliaException)
        {
            Failure = wrong;
            CloseAll();
        }
    }

    // What a broken writer still holds cannot be written either.
    private void CloseAll()
    {
        foreach (ICurveWriter writer in _writers)
        {
            try
            {
                writer.Dispose();
            }
            catch (IOException)
            {
            }
        }
    }
}
