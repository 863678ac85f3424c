namespace Glia.Networks.Schedules;

/// <summary>factor^⌊epoch/every⌋: times factor every so many epochs. PyTorch's StepLR.</summary>
/// <remarks>Factor 0.1 is its gamma, 30 epochs its documentation's example.</remarks>
internal sealed class StepDown(int every, double factor) : Schedule
{
    internal const int DefaultEvery = 30;
    internal const double DefaultFactor = 0.1;

    public override string Text => Invariant($"step(every={every}, factor={factor})");

    public override double Factor(in SchedulePoint point, ReadOnlySpan<double> state)
    {
        // A product, not a power: the same bits on every machine. Below 1e-300 there is nothing left to shrink.
        double product = 1;
        for (long i = point.Epoch / every; i > 0 && product > 1e-300 && factor < 1; i--)
        {
            product *= factor;
        }

        return product;
    }
}
