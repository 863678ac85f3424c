using Glia.Health.Measures;

namespace Glia.Health.Records;

/// <summary>
/// Gradient norm and loss along the training: where they began, their running medians, the last finite ones. Steps are taken together
/// into beats of at least 32 rows: the loss of a single row has a long tail even in the healthiest training. The norm, which takes a pass
/// over the whole gradient, need not be known of every step.
/// </summary>
internal sealed class Pulse
{
    /// <summary>Beats a running median looks back; odd, so that it is a value that occurred.</summary>
    private const int Window = 101;

    /// <summary>Norms a running median looks back: about as many steps as <see cref="Window"/>, when one in four is measured.</summary>
    private const int NormWindow = 25;

    /// <summary>Times the median that a loss is when it stands out.</summary>
    private const double OutstandingLoss = 2;

    /// <summary>Our choice: where one row in a hundred is of the other class the mean is 1.6 times the median.</summary>
    private const double Skewed = 1.25;

    /// <summary>Rows of a beat; batches of this size or more are a beat each.</summary>
    public const int BeatRows = 32;

    private readonly SlidingMedian _norms = new(NormWindow);
    private readonly SlidingMedian _losses = new(Window);
    private double _lossSum;
    private double _normSum;
    private double _largestNorm;
    private long _largestStep;
    private long _rows;
    private long _measuredRows;
    private bool _started;

    /// <summary>Gets the loss of the first beat; of the first step until that is complete.</summary>
    public double StartLoss { get; private set; } = double.NaN;

    /// <summary>Gets the gradient norm of the first beat; of the first step until that is complete.</summary>
    public double StartNorm { get; private set; } = double.NaN;

    /// <summary>Gets the running median of the norm, the beat under way and the one just ended not counted.</summary>
    public double MedianNorm { get; private set; }

    /// <summary>Gets the running median of the loss, the beat under way and the one just ended not counted.</summary>
    public double MedianLoss { get; private set; }

    /// <summary>Gets the running loss that the loss on all rows may be compared with: the median, but where the mean lies a quarter above it, because one class is rare and most beats hold none of it, the mean and three of its standard errors.</summary>
    public double WholeLoss { get; private set; }

    /// <summary>Gets how many beats the median of the loss is over.</summary>
    public int History { get; private set; }

    /// <summary>Gets a value indicating whether that is a whole window.</summary>
    public bool IsSettled => History == Window;

    /// <summary>Gets the norm of the last step; null where it was not measured.</summary>
    public double? Norm { get; private set; }

    /// <summary>Gets the last finite norm.</summary>
    public double LastNorm { get; private set; }

    /// <summary>Gets the beat that ended with this step; null within one.</summary>
    public Beat? Ended { get; private set; }

    /// <summary>Whether a loss is above that at the start and above twice the running median.</summary>
    public bool StandsOut(double loss) => loss > StartLoss && loss > OutstandingLoss * _losses.Value;

    /// <summary>Takes in a step.</summary>
    /// <param name="step">Its number.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="norm">Its gradient norm; null where that was not measured.</param>
    /// <param name="rows">Rows of its batch.</param>
    /// <returns>False when loss or norm is NaN or infinite.</returns>
    public bool Add(long step, double loss, double? norm, int rows)
    {
        (Ended, Norm) = (null, norm);
        (MedianNorm, MedianLoss, WholeLoss, History) = (_norms.Value, _losses.Value, _losses.Mean > Skewed * _losses.Value ? _losses.HighMean : _losses.Value, _losses.Count);
        if (!double.IsFinite(loss) || !double.IsFinite(norm ?? 0))
        {
            return false;
        }

        if (double.IsNaN(StartLoss))
        {
            StartLoss = loss;
        }

        (_lossSum, _rows) = (_lossSum + (loss * rows), _rows + rows);
        if (_measuredRows == 0)
        {
            _largestStep = step;
        }

        if (norm is { } measured)
        {
            StartNorm = double.IsNaN(StartNorm) ? measured : StartNorm;
            (_normSum, _measuredRows, LastNorm) = (_normSum + (measured * rows), _measuredRows + rows, measured);
            (_largestNorm, _largestStep) = measured >= _largestNorm ? (measured, step) : (_largestNorm, _largestStep);
        }

        if (_rows >= BeatRows)
        {
            End();
        }

        return true;
    }

    private void End()
    {
        Beat beat = new(_largestStep, _lossSum / _rows, _measuredRows > 0 ? _normSum / _measuredRows : null);
        if (!_started)
        {
            (_started, StartLoss, StartNorm) = (true, beat.Loss, beat.Norm ?? StartNorm);
        }

        _losses.Add(beat.Loss);
        if (beat.Norm is { } norm)
        {
            _norms.Add(norm);
        }

        (_lossSum, _normSum, _largestNorm, _rows, _measuredRows) = (0, 0, 0, 0, 0);
        Ended = beat;
    }
}

/// <summary>Steps of at least 32 rows together.</summary>
/// <param name="Step">The step with the largest norm of those measured.</param>
/// <param name="Loss">Mean loss over the rows.</param>
/// <param name="Norm">Mean gradient norm, weighted by rows; null where it was not measured.</param>
internal readonly record struct Beat(long Step, double Loss, double? Norm);
