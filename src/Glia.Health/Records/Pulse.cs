using Glia.Health.Measures;

namespace Glia.Health.Records;

/// <summary>Gradient norm and loss from step to step: where they began, their running medians, the last finite ones.</summary>
internal sealed class Pulse
{
    /// <summary>Steps a running median looks back; odd, so that it is a value that occurred.</summary>
    private const int Window = 101;

    /// <summary>Rows over which the start is averaged, so that a single row does not decide what "at the start" means.</summary>
    private const int StartRows = 32;

    private readonly SlidingMedian _norms = new(Window);
    private readonly SlidingMedian _losses = new(Window);
    private double _lossSum;
    private double _normSum;
    private long _startRows;

    /// <summary>Gets the loss at the start: the mean over the steps of the first 32 rows.</summary>
    public double StartLoss => _startRows == 0 ? double.NaN : _lossSum / _startRows;

    /// <summary>Gets the gradient norm at the start.</summary>
    public double StartNorm => _startRows == 0 ? double.NaN : _normSum / _startRows;

    /// <summary>Gets the running median of the norm, the current step not counted.</summary>
    public double MedianNorm { get; private set; }

    /// <summary>Gets the running median of the loss, the current step not counted.</summary>
    public double MedianLoss { get; private set; }

    /// <summary>Gets how many steps the medians are over.</summary>
    public int History { get; private set; }

    /// <summary>Gets the last finite norm.</summary>
    public double LastNorm { get; private set; }

    /// <summary>Gets the last finite loss.</summary>
    public double LastLoss { get; private set; }

    /// <summary>Takes in a step.</summary>
    /// <returns>False when loss or norm is NaN or infinite.</returns>
    public bool Add(double loss, double norm, int rows)
    {
        (MedianNorm, MedianLoss, History) = (_norms.Value, _losses.Value, _norms.Count);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            return false;
        }

        if (_startRows < StartRows)
        {
            (_lossSum, _normSum, _startRows) = (_lossSum + (loss * rows), _normSum + (norm * rows), _startRows + rows);
        }

        _norms.Add(norm);
        _losses.Add(loss);
        (LastNorm, LastLoss) = (norm, loss);
        return true;
    }
}
