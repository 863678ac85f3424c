using Glia.Networks.Numbers;

namespace Glia.Networks.Schedules;

/// <summary>
/// From 1/start up to 1 at the share peak_at of the run, then down to 1/(start·end), both along a half cosine, step by step.
/// Smith and Topin, arXiv:1708.07120; peak_at = 0.3, start = 25 and end = 10⁴ are pct_start, div_factor and final_div_factor of
/// PyTorch's OneCycleLR. The learning rate of the options is the peak.
/// </summary>
internal sealed class OneCycle(double peakAt, double start, double end) : Schedule
{
    internal const double DefaultPeakAt = 0.3;
    internal const double DefaultStart = 25;
    internal const double DefaultEnd = 1e4;

    public override string Text => Invariant($"one_cycle(peak_at={peakAt}, start={start}, end={end})");

    public override double Factor(in SchedulePoint point, ReadOnlySpan<double> state)
    {
        double last = Math.Max(1, point.Total - 1);
        double peak = peakAt * point.Total;
        double first = 1 / start;
        return point.Step < peak - 1
            ? Between(first, 1, point.Step / (peak - 1))
            : Between(1, first / end, Math.Clamp((point.Step - (peak - 1)) / (last - (peak - 1)), 0, 1));
    }

    private static double Between(double from, double to, double t) => to + ((from - to) * 0.5 * (1 + Cosine.OfHalfTurns(t)));
}
