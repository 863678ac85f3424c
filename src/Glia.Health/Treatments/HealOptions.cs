namespace Glia.Health.Treatments;

/// <summary>What healing may cost, and what counts as help.</summary>
public sealed record HealOptions
{
    /// <summary>Gets the most seconds for everything; treatments that have not begun by then are listed as not tried.</summary>
    public double Seconds { get; init; } = 120;

    /// <summary>Gets the epochs that every trial is trained for, the untreated one alike; 0: as many as the training had.</summary>
    public int Epochs { get; init; }

    /// <summary>Gets the most rounds: in the first each treatment is tried by itself, in every further one what can be added to the best so far; it ends earlier where a round
    /// brings no clear gain.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Gets how many trials run at once, each on one thread; 0: one a processor, at most 4. Results do not depend on it.</summary>
    public int Parallel { get; init; }

    /// <summary>Gets treatments of one's own, tried after the built-in ones.</summary>
    public IReadOnlyList<ITreatment> Own { get; init; } = [];

    internal int Workers => Parallel > 0 ? Parallel : Math.Clamp(Environment.ProcessorCount, 1, 4);

    internal void Check(string parameter)
    {
        if (!(Seconds > 0) || Epochs < 0 || Parallel < 0 || Rounds < 1)
        {
            throw new ArgumentException(Invariant($"Seconds is {Seconds}, Epochs {Epochs}, Parallel {Parallel}, Rounds {Rounds}; seconds have to be positive, rounds at least 1, the others not negative."), parameter);
        }
    }
}
