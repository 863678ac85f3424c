namespace Glia.Health.Curves;

/// <summary>Where curves go: a file that grows by an epoch at a time.</summary>
public interface ICurveWriter : IDisposable
{
    /// <summary>Gets a value indicating whether <see cref="Add(string, long, Histogram)"/> does anything: making histograms costs a pass over all weights.</summary>
    bool TakesHistograms => false;

    /// <summary>The training begins at a step, or goes on: what an interrupted one wrote behind it does not count any more.</summary>
    /// <param name="epoch">Epochs made before.</param>
    /// <param name="step">Steps made before.</param>
    void Begin(int epoch, long step)
    {
    }

    /// <summary>Adds an epoch.</summary>
    /// <param name="point">All curves.</param>
    void Add(CurvePoint point);

    /// <summary>Adds a distribution.</summary>
    /// <param name="name">What of.</param>
    /// <param name="step">Steps made.</param>
    /// <param name="histogram">The distribution.</param>
    void Add(string name, long step, Histogram histogram)
    {
    }
}
