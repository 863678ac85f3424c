namespace Glia.Health.Records;

/// <summary>Frames in bounded memory: when full, every second one is dropped and from then on every second one taken.</summary>
/// <param name="maximum">Most frames kept, the latest not counted.</param>
internal sealed class Timeline(int maximum)
{
    private readonly List<HealthFrame> _frames = [];
    private HealthFrame? _latest;
    private long _seen;
    private long _stride = 1;

    /// <summary>Gets the latest frame; safe to read from any thread.</summary>
    public HealthFrame? Latest => Volatile.Read(ref _latest);

    /// <summary>Adds the frame of an epoch.</summary>
    public void Add(HealthFrame frame)
    {
        long index = _seen++;
        if (index % _stride == 0 && _frames.Count == maximum)
        {
            Thin();
        }

        if (index % _stride == 0)
        {
            _frames.Add(frame);
        }

        Volatile.Write(ref _latest, frame);
    }

    /// <summary>The frames kept and, last, the latest one.</summary>
    public IReadOnlyList<HealthFrame> ToList()
        => _latest is null || ReferenceEquals(_frames[^1], _latest) ? [.. _frames] : [.. _frames, _latest];

    private void Thin()
    {
        int kept = (_frames.Count + 1) / 2;
        for (int i = 0; i < kept; i++)
        {
            _frames[i] = _frames[2 * i];
        }

        _frames.RemoveRange(kept, _frames.Count - kept);
        _stride *= 2;
    }
}
