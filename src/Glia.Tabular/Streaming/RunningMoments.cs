namespace Glia.Tabular;

/// <summary>
/// Mean and deviation of numbers that come block by block, as exact as <see cref="Scale.Moments"/> finds them from all at once: two passes over each block,
/// joined by the formulas of Chan, Golub and LeVeque (1979). Same blocks, same bits.
/// </summary>
internal struct RunningMoments
{
    private long _count;
    private double _mean;
    private double _squares;

    /// <summary>Numbers so far.</summary>
    public readonly long Count => _count;

    public readonly double Mean => _mean;

    /// <summary>Takes in a block; NaN is passed over.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        long count = 0;
        double sum = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        if (count == 0)
        {
            return;
        }

        double mean = sum / count, squares = 0, rest = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                double difference = value - mean;
                squares += difference * difference;
                rest += difference;
            }
        }

        Join(count, mean, squares - (rest * rest / count));
    }

    /// <summary>The moments with as many numbers more, all of one value.</summary>
    public readonly RunningMoments With(long count, double value)
    {
        RunningMoments joined = this;
        if (count > 0)
        {
            joined.Join(count, value, 0);
        }

        return joined;
    }

    /// <summary>Population standard deviation (÷ n); 0 where it is rounding only, by the bound of <see cref="Scale.Moments"/>.</summary>
    public readonly double Deviation
    {
        get
        {
            double n = _count, epsilon = double.BitIncrement(1.0) - 1;
            double variance = _squares / n;
            double noise = (n * epsilon * variance) + (n * _mean * epsilon * (n * _mean * epsilon));
            return variance <= noise ? 0 : Math.Sqrt(variance);
        }
    }

    private void Join(long count, double mean, double squares)
    {
        double total = (double)_count + count, difference = mean - _mean;
        _squares += squares + (difference * difference * (_count * (count / total)));
        _mean += difference * (count / total);
        _count += count;
    }
}
