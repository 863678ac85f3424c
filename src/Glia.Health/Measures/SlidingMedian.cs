using System.Runtime.Intrinsics;

namespace Glia.Health.Measures;

/// <summary>The median of the last values, and a bound of the mean that they are a sample of. They are kept sorted: one pass over a short array a value, without a branch and without allocation.</summary>
/// <param name="capacity">How many values to remember.</param>
internal sealed class SlidingMedian(int capacity)
{
    private readonly double[] _ring = new double[capacity];

    /// <summary>Sorted from the second place on; −∞ before them, ∞ behind them.</summary>
    private double[] _sorted = Endless(capacity);
    private double[] _other = Endless(capacity);
    private int _next;
    private double _sum, _squares;

    /// <summary>Gets how many values are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the (upper) median; 0 when empty.</summary>
    public double Value => Count == 0 ? 0 : _sorted[1 + (Count / 2)];

    /// <summary>Gets the mean; 0 when empty.</summary>
    public double Mean => _sum / Math.Max(1, Count);

    /// <summary>Gets the mean and three of its standard errors; 0 when empty.</summary>
    public double HighMean
    {
        get
        {
            double mean = Mean;
            return mean + (3 * Math.Sqrt(Math.Max(0, (_squares / Math.Max(1, Count)) - (mean * mean)) / Math.Max(1, Count)));
        }
    }

    /// <summary>Adds a finite value, forgetting the oldest when full.</summary>
    public void Add(double value)
    {
        // Where there is room yet, an infinity goes.
        Vector512<double> comes = Vector512.Create(value), goes = Vector512.Create(Count < capacity ? double.PositiveInfinity : _ring[_next]);
        ref double from = ref _sorted[0];
        ref double to = ref _other[1];
        for (nuint i = 0; i + 2 < (nuint)_sorted.Length; i += (nuint)Vector512<double>.Count)
        {
            Vector512<double> before = Vector512.LoadUnsafe(ref from, i), here = Vector512.LoadUnsafe(ref from, i + 1), after = Vector512.LoadUnsafe(ref from, i + 2);

            // From the one that goes on, all move down a place; from the one that comes on, all move up.
            Vector512<double> low = Vector512.ConditionalSelect(Vector512.LessThan(before, goes), before, here);
            Vector512<double> high = Vector512.ConditionalSelect(Vector512.LessThan(here, goes), here, after);
            Vector512.MinNative(high, Vector512.MaxNative(low, comes)).StoreUnsafe(ref to, i);
        }

        (_sorted, _other) = (_other, _sorted);
        double left = _ring[_next];
        _sum += value - left;
        _squares += (value * value) - (left * left);
        _ring[_next] = value;
        Count = Math.Min(Count + 1, capacity);
        if (++_next == capacity)
        {
            // Anew once a round: what a very large value has rounded away stays no longer than the value.
            (_next, _sum, _squares) = (0, 0, 0);
            foreach (double each in _ring)
            {
                (_sum, _squares) = (_sum + each, _squares + (each * each));
            }
        }
    }

    /// <summary>Whole vectors of places, and one on either side.</summary>
    private static double[] Endless(int capacity)
    {
        double[] values = new double[((capacity + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count) + 2];
        Array.Fill(values, double.PositiveInfinity);
        values[0] = double.NegativeInfinity;
        return values;
    }
}
