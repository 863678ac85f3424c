namespace Glia.Health.Certificates;

/// <summary>What is certified, and how much work that may be.</summary>
public sealed record CertificationOptions
{
    /// <summary>Gets the inputs to speak of; null: the smallest box around all rows looked at.</summary>
    public Box? Box { get; init; }

    /// <summary>Gets the one-hot groups of that smallest box.</summary>
    public IReadOnlyList<OneHot> Groups { get; init; } = [];

    /// <summary>Gets the seconds for all units together. Time only ends the work early: which answers are found until then depends on it, none is wrong.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>Gets the regions that may be bounded for one unit. With enough time the answers depend on this number alone.</summary>
    public long Regions { get; init; } = 4096;

    /// <summary>Gets the most threads that work, each on units of its own; 0: one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Gets what ends the work early, with the answers found so far.</summary>
    public CancellationToken Cancel { get; init; }
}
