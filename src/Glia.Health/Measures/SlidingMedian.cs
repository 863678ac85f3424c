using System.Runtime.Intrinsics;

namespace Glia.Health.Measures;

/// <summary>The median of the last values, kept sorted: one shift of a short array a value, no allocation.</summary>
/// <param name="capacity">How many values to remember.</param>
internal sealed class SlidingMedian(int capacity)
{
    private readonly double[] _ring = new double[capacity];

    /// <summary>Whole vectors; infinity where there is no value.</summary>
    private readonly double[] _sorted = Endless(capacity);
    private int _next;

    /// <summary>Gets how many values are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the (upper) median; 0 when empty.</summary>
    public double Value => Count == 0 ? 0 : _sorted[Count / 2];

    /// <summary>Adds a finite value, forgetting the oldest when full.</summary>
    public void Add(double value)
    {
        (int to, int oldest) = Below(value, _ring[_next]);
        int from = Count < capacity ? Count++ : oldest;
        if (from < to)
        {
            // The one that goes was among those below.
            to--;
            Array.Copy(_sorted, from + 1, _sorted, from, to - from);
        }
        else
        {
            Array.Copy(_sorted, to, _sorted, to + 1, from - to);
        }

        _sorted[to] = value;
        _ring[_next] = value;
        _next = _next + 1 == capacity ? 0 : _next + 1;
    }

    /// <summary>How many values are smaller than each of two: counted in one pass, since a search in so few would guess wrong more often than it skips.</summary>
    private (int First, int Second) Below(double first, double second)
    {
        Vector512<double> one = Vector512.Create(first), other = Vector512.Create(second);
        Vector512<long> belowOne = Vector512<long>.Zero, belowOther = Vector512<long>.Zero;
        for (int i = 0; i < _sorted.Length; i += Vector512<double>.Count)
        {
            // A true comparison is all ones, that is −1.
            Vector512<double> sorted = Vector512.LoadUnsafe(ref _sorted[0], (nuint)i);
            belowOne -= Vector512.LessThan(sorted, one).AsInt64();
            belowOther -= Vector512.LessThan(sorted, other).AsInt64();
        }

        return ((int)Vector512.Sum(belowOne), (int)Vector512.Sum(belowOther));
    }

    private static double[] Endless(int capacity)
    {
        double[] values = new double[(capacity + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count];
        Array.Fill(values, double.PositiveInfinity);
        return values;
    }
}
