namespace Glia.Health.Causes;

/// <summary>What experiments may cost.</summary>
public sealed record CauseOptions
{
    /// <summary>Gets the most seconds for everything; what cannot be run by then is listed as not run.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Gets the most steps of one experiment, counted from where it starts; 0: as many as the finding needs and the seconds allow.</summary>
    public long Steps { get; init; }

    /// <summary>Gets how many experiments run at once, each on one thread; 0: one a processor, at most 4. The results do not depend on it.</summary>
    public int Parallel { get; init; }

    /// <summary>Gets the most training rows that units and losses are judged by; more are sampled evenly.</summary>
    public int Rows { get; init; } = 2048;

    internal int Workers => Parallel > 0 ? Parallel : Math.Clamp(Environment.ProcessorCount, 1, 4);

    internal void Check(string parameter)
    {
        if (!(Seconds > 0) || Steps < 0 || Parallel < 0 || Rows < 1)
        {
            throw new ArgumentException(
                Invariant($"Seconds is {Seconds}, Steps {Steps}, Parallel {Parallel}, Rows {Rows}; seconds have to be positive, rows at least 1, the others not negative."), parameter);
        }
    }
}
