using System.Numerics;

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
        int to = Below(value);
        int from = Count < capacity ? Count++ : Below(_ring[_next]);
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

    /// <summary>How many values are smaller: counted, since a search in so few would guess wrong more often than it skips.</summary>
    private int Below(double value)
    {
        Vector<long> count = Vector<long>.Zero;
        Vector<double> wide = new(value);
        for (int i = 0; i < _sorted.Length; i += Vector<double>.Count)
        {
            count -= Vector.LessThan(new Vector<double>(_sorted, i), wide);
        }

        return (int)Vector.Sum(count);
    }

    private static double[] Endless(int capacity)
    {
        double[] values = new double[(capacity + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count];
        Array.Fill(values, double.PositiveInfinity);
        return values;
    }
}
