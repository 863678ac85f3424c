namespace Glia.Health.Measures;

/// <summary>The median of the last values, kept sorted: one shift of a short array a value, no allocation.</summary>
/// <param name="capacity">How many values to remember.</param>
internal sealed class SlidingMedian(int capacity)
{
    private readonly double[] _ring = new double[capacity];
    private readonly double[] _sorted = new double[capacity];
    private int _next;

    /// <summary>Gets how many values are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the (upper) median; 0 when empty.</summary>
    public double Value => Count == 0 ? 0 : _sorted[Count / 2];

    /// <summary>Adds a finite value, forgetting the oldest when full.</summary>
    public void Add(double value)
    {
        if (Count == capacity)
        {
            int old = Array.BinarySearch(_sorted, 0, Count, _ring[_next]);
            Array.Copy(_sorted, old + 1, _sorted, old, Count - old - 1);
            Count--;
        }

        int at = Array.BinarySearch(_sorted, 0, Count, value);
        at = at < 0 ? ~at : at;
        Array.Copy(_sorted, at, _sorted, at + 1, Count - at);
        _sorted[at] = value;
        _ring[_next] = value;
        _next = (_next + 1) % capacity;
        Count++;
    }
}
