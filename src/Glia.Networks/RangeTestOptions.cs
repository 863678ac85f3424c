namespace Glia.Networks;

/// <summary>The range of a <see cref="RangeTest"/>.</summary>
public sealed record RangeTestOptions
{
    /// <summary>Gets the smallest rate.</summary>
    public double From { get; init; } = 1e-6;

    /// <summary>Gets the largest rate.</summary>
    public double To { get; init; } = 10;

    /// <summary>Gets how many rates are tried, one a step, each the one before times the same factor.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Gets how often the test is made, with a start and an order of rows of its own each time; the mean is shown.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Gets the share of the mean so far in the exponential mean, 0 … below 1; 0: no smoothing.</summary>
    public double Smoothing { get; init; } = 0.9;

    /// <summary>Gets the multiple of the lowest smoothed loss at which a test ends, if it is above the first loss, too: what comes then is no learning (4, as in fast.ai's finder).</summary>
    public double StopAt { get; init; } = 4;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="GliaException">An option is out of range; the message names it, its value and its range.</exception>
    public void Check()
    {
        Require(From > 0 && double.IsFinite(From), nameof(From), From, "be positive and finite");
        Require(To > From && double.IsFinite(To), nameof(To), To, "be larger than From");
        Require(Steps is >= 10 and <= 100_000, nameof(Steps), Steps, "be between 10 and 100000");
        Require(Repeats is >= 1 and <= 1000, nameof(Repeats), Repeats, "be between 1 and 1000");
        Require(Smoothing is >= 0 and < 1, nameof(Smoothing), Smoothing, "be from 0 to below 1");
        Require(StopAt > 1, nameof(StopAt), StopAt, "be above 1");
    }

    /// <summary>The rates. The factor is found by halving, since a power's bits differ between machines.</summary>
    internal double[] Rates()
    {
        double low = 1, high = To / From;
        for (int i = 0; i < 200; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Grown(middle) > To ? (low, middle) : (middle, high);
        }

        double[] rates = new double[Steps];
        rates[0] = From;
        for (int i = 1; i < Steps; i++)
        {
            rates[i] = rates[i - 1] * low;
        }

        return rates;
    }

    private double Grown(double factor)
    {
        double rate = From;
        for (int i = 1; i < Steps && rate <= To; i++)
        {
            rate *= factor;
        }

        return rate;
    }

    private static void Require(bool holds, string name, double value, string rule)
    {
        if (!holds)
        {
            throw new GliaException(Invariant($"The range test's {name} is {value}; it has to {rule}."));
        }
    }
}
