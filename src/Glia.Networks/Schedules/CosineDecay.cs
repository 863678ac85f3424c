using Glia.Networks.Numbers;

namespace Glia.Networks.Schedules;

/// <summary>
/// Rises in a straight line over the first warmup epochs (a fraction is allowed), then falls as final + (1 − final)·(1 + cos πt)/2
/// where t goes from 0 to 1 at the end of the run, step by step. Loshchilov and Hutter, arXiv:1608.03983, without restarts.
/// </summary>
internal sealed class CosineDecay(double warmup, double final) : Schedule
{
    public override string Text => Invariant($"cosine(warmup={warmup}, final={final})");

    public override double Factor(in SchedulePoint point, ReadOnlySpan<double> state)
    {
        double rising = Math.Min(warmup * point.StepsPerEpoch, point.Total);
        if (point.Step < rising)
        {
            // The first step already learns: 1/rising, not 0.
            return Math.Min(1, (point.Step + 1) / rising);
        }

        double t = (point.Step - rising) / Math.Max(1, point.Total - rising);
        return final + ((1 - final) * 0.5 * (1 + Cosine.OfHalfTurns(Math.Min(t, 1))));
    }
}
