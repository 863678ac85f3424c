namespace Glia.Networks.Schedules;

/// <summary>The learning rate over time, as a factor on the one in the options.</summary>
internal abstract class Schedule
{
    /// <summary>Canonical text with all parameters.</summary>
    public abstract string Text { get; }

    /// <summary>Numbers it remembers, at their start; empty for pure functions of the step.</summary>
    public virtual double[] StartState => [];

    /// <summary>The factor for one step.</summary>
    public abstract double Factor(in SchedulePoint point, ReadOnlySpan<double> state);

    /// <summary>Takes note of the loss after an epoch.</summary>
    public virtual void EpochEnded(double loss, Span<double> state)
    {
    }

    /// <summary>Reads a schedule.</summary>
    public static Schedule Parse(string text)
    {
        NamedText named = NamedText.Parse(text, "schedule");
        Schedule schedule = named.Name switch
        {
            "constant" => new Constant(),
            "step" => new StepDown(
                named.TakeWhole("every", StepDown.DefaultEvery, 1),
                named.Take("factor", StepDown.DefaultFactor, 0, 1, openLow: true)),
            "cosine" => new CosineDecay(named.Take("warmup", 0, 0, double.MaxValue), named.Take("final", 0, 0, 1)),
            "one_cycle" => new OneCycle(
                named.Take("peak_at", OneCycle.DefaultPeakAt, 0, 1, openLow: true, openHigh: true),
                named.Take("start", OneCycle.DefaultStart, 1, double.MaxValue),
                named.Take("end", OneCycle.DefaultEnd, 1, double.MaxValue)),
            "plateau" => new Plateau(
                named.Take("factor", Plateau.DefaultFactor, 0, 1, openLow: true, openHigh: true),
                named.TakeWhole("patience", Plateau.DefaultPatience, 0),
                named.Take("threshold", Plateau.DefaultThreshold, 0, 1),
                named.Take("minimum", 0, 0, 1)),
            _ => throw named.Unknown(["constant", "step", "cosine", "one_cycle", "plateau"]),
        };
        named.Done();
        return schedule;
    }
}
