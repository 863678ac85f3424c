namespace Glia.Cli.Terminal;

/// <summary>One layer's line of health.</summary>
internal sealed record LiveLayer(string Name, int Alive, int Silent, int Dead, int Saturated, double? ForwardGain, double? BackwardGain);

/// <summary>Everything the live view shows at one moment. Never changed once made, so that it can cross threads.</summary>
internal sealed record LiveState
{
    public required string Title { get; init; }

    public required string MetricName { get; init; }

    public required int Epochs { get; init; }

    public int Epoch { get; init; }

    public int BestEpoch { get; init; }

    public double RowsPerSecond { get; init; }

    public double Elapsed { get; init; }

    public IReadOnlyList<double> TrainLoss { get; init; } = [];

    public IReadOnlyList<double> ValidationLoss { get; init; } = [];

    public IReadOnlyList<double> TrainMetric { get; init; } = [];

    public IReadOnlyList<double> ValidationMetric { get; init; } = [];

    public IReadOnlyList<LiveLayer> Layers { get; init; } = [];

    public bool IsStopping { get; init; }

    public bool IsDone { get; init; }

    /// <summary>Mean of this run; a resumed one began later than at the first epoch.</summary>
    public double SecondsPerEpoch { get; init; }

    /// <summary>Seconds to the last epoch at the pace so far; null before there is a pace, and at the end.</summary>
    public double? Left => SecondsPerEpoch > 0 && !IsDone ? SecondsPerEpoch * (Epochs - Epoch) : null;
}
