using System.Runtime.Intrinsics;

namespace Glia.Health.Measures;

/// <summary>The median of the last values, kept sorted: one pass over a short array a value, without a branch and without allocation.</summary>
/// <param name="capacity">How many values to remember.</param>
internal sealed class SlidingMedian(int capacity)
{
    private readonly double[] _ring = new double[capacity];

    /// <summary>Sorted from the second place on; −∞ before them, ∞ behind them.</summary>
    private double[] _sorted = Endless(capacity);
    private double[] _other = Endless(capacity);
    private int _next;

    /// <summary>Gets how many values are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the (upper) median; 0 when empty.</summary>
    public double Value => Count == 0 ? 0 : _sorted[1 + (Count / 2)];

    /// <summary>Gets the mean; 0 when empty. One pass: places that are not filled hold 0.</summary>
    public double Mean
    {
        get
        {
            Vector512<double> sums = default;
            int i = 0;
            for (; i + Vector512<double>.Count <= capacity; i += Vector512<double>.Count)
            {
                sums += Vector512.Create<double>(_ring.AsSpan(i));
            }

            double sum = Vector512.Sum(sums);
            for (; i < capacity; i++)
            {
                sum += _ring[i];
            }

            return Count == 0 ? 0 : sum / Count;
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
        _ring[_next] = value;
        _next = _next + 1 == capacity ? 0 : _next + 1;
        Count = Math.Min(Count + 1, capacity);
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
