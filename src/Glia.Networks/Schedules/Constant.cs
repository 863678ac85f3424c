namespace Glia.Networks.Schedules;

/// <summary>Factor 1, always.</summary>
internal sealed class Constant : Schedule
{
    public override string Text => "constant";

    public override double Factor(in SchedulePoint point, ReadOnlySpan<double> state) => 1;
}
