using Glia.Networks;

namespace Glia.Studio.Live;

/// <summary>The losses of a run, thinned so that hours of running stay a few thousand points: every second one goes when there are too many.</summary>
internal sealed class Curve
{
    private const int Most = 2000, Few = 400;
    private readonly Lock _lock = new();
    private List<double?[]> _points = [];
    private int _every = 1;
    private EpochRecord? _last;

    /// <summary>Adds an epoch.</summary>
    public void Add(EpochRecord epoch)
    {
        lock (_lock)
        {
            _last = epoch;
            if (epoch.Epoch % _every != 0 && epoch.Epoch != 1)
            {
                return;
            }

            _points.Add(Point(epoch));
            if (_points.Count > Most)
            {
                _points = [.. _points.Where((_, i) => i % 2 == 0)];
                _every *= 2;
            }
        }
    }

    /// <summary>Gets the last epoch.</summary>
    public EpochRecord? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Points after an epoch: epoch, loss of training and validation, metric of both. After thinning, a page that begins anew asks from 0.</summary>
    public IReadOnlyList<double?[]> After(double epoch)
    {
        lock (_lock)
        {
            List<double?[]> points = [.. _points.Where(point => point[0] > epoch)];
            if (_last is { } last && last.Epoch > epoch && (points.Count == 0 || points[^1][0] < last.Epoch))
            {
                points.Add(Point(last));
            }

            return points;
        }
    }

    /// <summary>At most a few hundred of many points, the last among them.</summary>
    public static IReadOnlyList<double?[]> Thin(IReadOnlyList<double?[]> points)
    {
        int every = Math.Max(1, points.Count / Few);
        return [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
    }

    private static double?[] Point(EpochRecord epoch) =>
        [epoch.Epoch, Finite(epoch.TrainLoss), Finite(epoch.ValidationLoss), Finite(epoch.TrainMetric), Finite(epoch.ValidationMetric)];

    /// <summary>What JSON can say.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
