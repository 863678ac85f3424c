namespace Glia.Networks.Numbers;

/// <summary>
/// Weighted mean of losses with compensated sums (Neumaier, 1974): the error stays near one rounding however many rows there
/// are, so that a row given twice and a row of weight 2 lead to the same mean.
/// </summary>
internal struct WeightedSum
{
    private double _sum;
    private double _lost;
    private double _weight;
    private double _weightLost;

    /// <summary>Restores a sum from its <see cref="Parts"/>.</summary>
    public WeightedSum(ReadOnlySpan<double> parts)
    {
        _sum = parts[0];
        _lost = parts[1];
        _weight = parts[2];
        _weightLost = parts[3];
    }

    /// <summary>Sum of the weights.</summary>
    public readonly double Weight => _weight + _weightLost;

    /// <summary>Weighted mean; 0 where all weights are 0, unless a value was not a number.</summary>
    public readonly double Mean
    {
        get
        {
            double sum = double.IsFinite(_lost) ? _sum + _lost : _sum;
            return Weight > 0 ? sum / Weight : sum;
        }
    }

    /// <summary>All there is to keep.</summary>
    public readonly double[] Parts => [_sum, _lost, _weight, _weightLost];

    public void Add(double value, double weight)
    {
        // A row without weight says nothing, not even NaN or infinity.
        if (weight > 0)
        {
            Add(value * weight, ref _sum, ref _lost);
            Add(weight, ref _weight, ref _weightLost);
        }
    }

    private static void Add(double value, ref double sum, ref double lost)
    {
        double next = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
    }
}
